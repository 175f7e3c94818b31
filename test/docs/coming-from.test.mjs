import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { readCases } from "../../scripts/golden/readCases.mjs";
import * as softgrad from "../../src/lib/index.js";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const text = readFileSync(path("../../docs/coming-from.md"), "utf8");
const cases = new Map(
  readCases(path("../lib/golden/subset.jsonl")).map((golden) => [golden.id, golden]),
);

/** The marked rows: what is written there, and the code that is to give the same here. */
const rows = [...text.matchAll(/^\| ✓ (.*?) +\| `(.*?)` +\|/gm)].map(([, there, code]) => ({
  there,
  code,
}));

/** The oracle's case for what a row says it is the same as; its words are the library's own options. */
const golden = {
  "CrossEntropyLoss(weight=[0.5, 2], ignore_index=255": "crossEntropyIndices/p007",
  "CrossEntropyLoss(weight=[0.5, 2])`, class prob": "softCrossEntropy/p006",
  "BCEWithLogitsLoss(": "bceWithLogits/p001",
  "torchvision `sigmoid_focal_loss(": "focalSigmoid/p002",
  "`DiceLoss(softmax=True)`": "softDice/p053",
  "`DiceLoss(sigmoid=True, batch=True)`": "softDice/p005",
  "squared_pred=True": "softDice/p036",
  "`GeneralizedDiceLoss(": "generalizedDice/p010",
  "`DiceCELoss(": "diceCE/p002",
  '`LovaszLoss("binary")`': "lovaszHinge/p007",
  "`JDTLoss(alpha=0.3, beta=0.7)`": "tversky/p000",
  "`softmax_cross_entropy(": "softCrossEntropy/p024",
  "`sigmoid_focal_loss(logits": "focalSigmoid/p002",
};

/** What Keras's documentation of `dice` prints for this pair. */
const keras = {
  t: [
    [
      [[1], [1]],
      [[0], [0]],
    ],
    [
      [[1], [1]],
      [[0], [0]],
    ],
  ],
  p: [
    [
      [[0], [1]],
      [[0], [1]],
    ],
    [
      [[0.4], [0]],
      [[0], [0.9]],
    ],
  ],
  "`Dice()`": [0.6164384],
  "`Dice(axis=(1, 2, 3), reduction=None)`": [0.5, 0.75757575],
};

/** What the documentation of metrics prints for these: torchmetrics, scikit-learn, Keras. */
const column = (values) => values.map((value) => [value]);
const [fiveLabels, fiveConfidences] = [
  [0, 0, 1, 1, 1],
  [0.25, 0.25, 0.55, 0.75, 0.75],
];
const metrics = {
  "torchmetrics `BinaryCalibrationError(n_bins=2)`": {
    t: column(fiveLabels),
    p: column(fiveConfidences),
    wanted: 0.29,
  },
  'torchmetrics `BinaryCalibrationError(n_bins=2, norm="max")`': {
    t: column(fiveLabels),
    p: column(fiveConfidences),
    wanted: 0.3167,
  },
  "torchmetrics `MulticlassCalibrationError(": {
    labels: [0, 1, 2, 0],
    p: [
      [0.25, 0.2, 0.55],
      [0.55, 0.05, 0.4],
      [0.1, 0.3, 0.6],
      [0.9, 0.05, 0.05],
    ],
    wanted: 0.2,
  },
  "scikit-learn `calibration_curve(": {
    t: column([0, 0, 0, 0, 1, 1, 1, 1, 1]),
    p: column([0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1]),
    wanted: [
      { accuracy: 0, confidence: 0.2 },
      { accuracy: 0.5, confidence: 0.525 },
      { accuracy: 1, confidence: 0.85 },
    ],
  },
  "scikit-learn `confusion_matrix(": {
    labels: [2, 0, 2, 2, 0, 1],
    predicted: [0, 0, 2, 2, 0, 2],
    wanted: [
      [2, 0, 0],
      [0, 0, 1],
      [1, 0, 2],
    ],
  },
  "scikit-learn `brier_score_loss(": {
    t: column([0, 1, 1, 0]),
    p: column([0.1, 0.9, 0.8, 0.3]),
    wanted: 0.0375,
  },
  "Keras `IoU(": { labels: [0, 0, 1, 1], predicted: [0, 1, 0, 1], wanted: 0.33333334 },
};

/** The same values, each number to the digits that are printed. */
const printed = (value) => {
  if (typeof value === "number") return expect.closeTo(value, 4);
  if (Array.isArray(value)) return value.map(printed);
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, printed(inner)])),
  );
};

/** What the code gives, a tensor or a finding that is read already. */
function evaluate(code, inputs) {
  const scope = { ...softgrad, ...inputs };
  return new Function(...Object.keys(scope), `return ${code};`)(...Object.values(scope));
}

function run(code, inputs) {
  expect(Object.keys(inputs).length).toBeGreaterThan(0);
  return tf.tidy(() => [...evaluate(code, inputs).dataSync()]);
}

describe("docs/coming-from.md", () => {
  it("has rows that a test can hold", () => {
    expect(rows.length).toBe(Object.keys({ ...golden, ...metrics }).length + 2);
  });

  it.each(rows)("$there", ({ there, code }) => {
    if (there in keras) {
      const got = run(code, { t: tf.tensor(keras.t), p: tf.tensor(keras.p) });
      for (const [place, value] of keras[there].entries()) expect(got[place]).toBeCloseTo(value, 6);
      return;
    }
    const [, metric] = Object.entries(metrics).find(([start]) => there.startsWith(start)) ?? [];
    if (metric) {
      const { wanted, t, p, labels, predicted } = metric;
      const got = evaluate(code, {
        t: t && tf.tensor(t),
        p: p && tf.tensor(p),
        labels: labels && tf.tensor(labels, undefined, "int32"),
        predicted: predicted && tf.tensor(predicted, undefined, "int32"),
      });
      expect(got instanceof tf.Tensor ? got.dataSync()[0] : got).toEqual(printed(wanted));
      return;
    }
    const [, id] = Object.entries(golden).find(([start]) => there.includes(start)) ?? [];
    const { inputs, shape, expected } = cases.get(id) ?? {};
    const got = run(code, {
      x: tf.tensor(inputs.logits, shape),
      ...(inputs.targets ? { t: tf.tensor(inputs.targets, shape) } : {}),
      ...(inputs.labels ? { labels: tf.tensor(inputs.labels, shape.slice(0, -1), "int32") } : {}),
    });
    const wanted = [
      code.includes('reduction: "none"') ? expected.value.none : expected.value.mean,
    ].flat(Infinity);
    expect(got.length).toBe(wanted.length);
    for (const [place, value] of wanted.entries()) expect(got[place]).toBeCloseTo(value, 5);
  });

  it("names no function or option that is not here", () => {
    const index = readFileSync(path("../../docs/api.md"), "utf8");
    const calls = [...text.matchAll(/`(\w+)\([^`]*\{ ([^`]*) \}/g)].filter(
      ([, name]) => name in softgrad,
    );
    expect(calls.length).toBeGreaterThan(15);
    for (const [, , options] of calls)
      for (const [, option] of options.matchAll(/(\w+): /g))
        if (!["numerator", "denominator"].includes(option))
          expect(index).toContain(`| \`${option}\` |`);
  });

  it.each([
    [
      "Optax's dice_loss, by the Dice formula with twice the smoothing",
      "softDiceLoss(t, x, { activation: 'softmax', smooth: 2 })",
      "tverskyLoss(t, x, { activation: 'softmax', smooth: 1 })",
    ],
    [
      "JDTLoss's Jaccard, by its own formula",
      "tverskyLoss(t, x, { activation: 'softmax', form: 'l1', falsePositiveWeight: 1, falseNegativeWeight: 1, over: 'batch', smooth: 1e-3 })",
      "jaccardMetricLoss(t, x, { activation: 'softmax', over: 'batch', smooth: 2e-3 })",
    ],
    [
      "JDTLoss's Dice, by its own formula",
      "tverskyLoss(t, x, { activation: 'softmax', form: 'l1', over: 'batch', smooth: 1e-3 })",
      "diceSemimetricLoss(t, x, { activation: 'softmax', over: 'batch', smooth: 2e-3 })",
    ],
  ])("%s", (_name, one, other) => {
    const { inputs, shape } = cases.get("softCrossEntropy/p016");
    const given = () => ({
      x: tf.tensor(inputs.logits, shape),
      t: tf.tensor(inputs.targets, shape),
    });
    expect(run(one, given())[0]).toBeCloseTo(run(other, given())[0], 6);
  });
});
