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

function run(code, inputs) {
  const names = Object.keys(inputs);
  const { combineLosses, ...losses } = softgrad;
  const scope = { combineLosses, ...losses, ...inputs };
  const f = new Function(...Object.keys(scope), `return ${code};`);
  expect(names.length).toBeGreaterThan(0);
  return tf.tidy(() => [...f(...Object.values(scope)).dataSync()]);
}

describe("docs/coming-from.md", () => {
  it("has rows that a test can hold", () => {
    expect(rows.length).toBe(Object.keys(golden).length + 2);
  });

  it.each(rows)("$there", ({ there, code }) => {
    if (there in keras) {
      const got = run(code, { t: tf.tensor(keras.t), p: tf.tensor(keras.p) });
      for (const [place, value] of keras[there].entries()) expect(got[place]).toBeCloseTo(value, 6);
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
