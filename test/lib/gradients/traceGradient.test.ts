import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import {
  brierLoss,
  combineLosses,
  entropy,
  focalLoss,
  oneHot,
  softDiceLoss,
  softmaxCrossEntropy,
  softOneHot,
  stopGradient,
  straightThrough,
  type TracedInput,
  traceGradient,
} from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const logits = () => tf.tensor2d([2, 0.5, -1, 0.25, 1, -0.5], [2, 3]);
const target = () => tf.tensor2d([0.2, 0.5, 0.3, 0, 0.25, 0.75], [2, 3]);

interface Loss {
  readonly name: string;
  readonly f: (x: tf.Tensor) => tf.Tensor;
  readonly status: TracedInput["status"];
  readonly operation: string;
  readonly says: RegExp;
}

/** Each way of losing a gradient that the forum thread's readers meet. */
const losses: readonly Loss[] = [
  {
    name: "argMax → oneHot",
    f: (x) => tf.oneHot(x.argMax(-1).toInt(), 3).toFloat().sub(target()).square().mean(),
    status: "zero",
    operation: "oneHot",
    says: /silently zero, from oneHot .*an index stays the same .*\n {2}What to do: use softOneHot/,
  },
  {
    name: "argMax → oneHot of a perfect prediction",
    f: (x) => {
      const hard = tf.oneHot(x.argMax(-1).toInt(), 3).toFloat();
      return hard.sub(stopGradient(hard)).square().mean();
    },
    status: "zero",
    operation: "oneHot",
    says: /silently zero, from oneHot/,
  },
  {
    name: "this library's oneHot, which is no silent zero",
    f: (x) =>
      oneHot(x.argMax(-1) as tf.Tensor, 3)
        .sub(target())
        .square()
        .mean(),
    status: "cut",
    operation: "equal",
    says: /tf\.grad throws/,
  },
  {
    name: "topk, of which the values were wanted",
    f: (x) => tf.topk(x, 1).values.sum(),
    status: "cut",
    operation: "topK",
    says: /no gradient for topk: tf\.grad throws\.\n {2}What to do: use x\.max\(-1\)/,
  },
  {
    name: "an index that gathers rows",
    f: (x) => tf.gather(tf.eye(3), x.argMax(-1).toInt()).mul(target()).sum(),
    status: "cut",
    operation: "gather",
    says: /its indices are whole numbers, which have no slope: tf\.grad throws.*matMul/s,
  },
  {
    name: "accuracy as a loss",
    f: (x) => tf.metrics.categoricalAccuracy(target(), x.softmax()).mean(),
    status: "cut",
    operation: "equal",
    says: /a comparison has no slope/,
  },
  {
    name: "the logarithm of a softmax that is 0",
    f: (x) => x.mul(200).softmax().log().mul(target()).sum().neg(),
    status: "notFinite",
    operation: "log",
    says: /a logarithm or a root of 0.*compute from logits \(softmaxCrossEntropy/s,
  },
  {
    name: "a root at 0",
    f: (x) => x.sub(stopGradient(x)).sqrt().sum(),
    status: "notFinite",
    operation: "sqrt",
    says: /root of 0/,
  },
  {
    name: "a mask that leaves no pixel",
    f: (x) => softDiceLoss(target(), x, { activation: "softmax", mask: tf.zeros([2]) }),
    status: "zero",
    operation: "overlap loss",
    says: /or a mask leaves no pixel.*look at the mask/s,
  },
  {
    name: "round",
    f: (x) => x.sigmoid().round().sub(target()).square().mean(),
    status: "zero",
    operation: "round",
    says: /a rounded value stays the same .*straightThrough/s,
  },
  {
    name: "step",
    f: (x) => x.step().sub(target()).square().mean(),
    status: "zero",
    operation: "step",
    says: /silently zero, from step/,
  },
  {
    name: "a threshold by greater and a cast",
    f: (x) => x.greater(0.5).toFloat().sub(target()).square().mean(),
    status: "cut",
    operation: "greater",
    says: /cut at greater .*no slope.*tf\.grad throws.*softBinary/s,
  },
  {
    name: "a round trip through dataSync",
    f: (x) => tf.tensor(x.softmax().dataSync(), x.shape).sub(target()).square().mean(),
    status: "cut",
    operation: "dataSync",
    says: /cut at dataSync .*plain numbers/s,
  },
  {
    name: "softmax at α = 200",
    f: (x) => x.mul(200).softmax().sub(target()).square().mean(),
    status: "zero",
    operation: "softmax",
    says: /saturated.*smaller alpha/s,
  },
  {
    name: "softOneHot at α = 20",
    f: (x) => softOneHot(x, { alpha: 20 }).mul(target()).sum().neg(),
    status: "vanishing",
    operation: "softmax",
    says: /all but vanishes.*saturated/s,
  },
  {
    name: "the soft Dice loss at α = 200",
    f: (x) => softDiceLoss(target(), x, { activation: "softmax", alpha: 200 }),
    status: "zero",
    operation: "overlap loss",
    says: /activation inside is saturated/,
  },
  {
    name: "clipped probabilities",
    f: (x) =>
      x
        .mul(40)
        .sigmoid()
        .clipByValue(1e-7, 1 - 1e-7)
        .log()
        .mul(target())
        .sum()
        .neg(),
    status: "zero",
    operation: "clipByValue",
    says: /outside the bounds/,
  },
  {
    name: "a dead ReLU",
    f: (x) => x.sub(10).relu().mean(),
    status: "zero",
    operation: "relu",
    says: /slope of a ReLU is 0/,
  },
  {
    name: "a branch of where, with the condition off the tape",
    f: (x) => tf.where(stopGradient(x.greater(0)) as tf.Tensor, x, tf.zerosLike(x)).sum(),
    status: "partial",
    operation: "where",
    says: /33 % of the elements, because of where/,
  },
];

describeOnBackends("traceGradient", () => {
  it.each(losses)("finds $name", ({ f, status, operation, says }) => {
    scoped(() => {
      const trace = traceGradient(f, { logits: logits() });
      const [input] = trace.inputs;
      expect(input?.status, String(trace)).toBe(status);
      expect(input?.culprit?.operation, String(trace)).toBe(operation);
      expect(String(trace)).toMatch(says);
      expect(input?.culprit?.source).toMatch(/^traceGradient\.test\.ts:\d+:\d+$/);
    })();
  });

  it.each(losses.filter(({ status }) => status !== "cut" && status !== "notFinite"))(
    "measures what tf.grad gives: $name",
    ({ f }) => {
      scoped(() => {
        const [input] = traceGradient(f, logits()).inputs;
        const gradient = tf.grad(f)(logits());
        expect(input?.largest).toBeCloseTo(gradient.abs().max().dataSync()[0] ?? Number.NaN, 6);
      })();
    },
  );

  it.each([
    ["softmax cross-entropy", (x: tf.Tensor) => softmaxCrossEntropy(target(), x)],
    ["soft Dice", (x: tf.Tensor) => softDiceLoss(target(), x, { activation: "softmax" })],
    ["soft one-hot", (x: tf.Tensor) => softOneHot(x).sub(target()).square().mean()],
    [
      "straight-through",
      (x: tf.Tensor) => straightThrough(x.softmax()).sub(target()).square().mean(),
    ],
  ])("says that a sound loss is sound: %s", (_name, f) => {
    scoped(() => {
      const trace = traceGradient(f, { logits: logits() });
      expect(trace.sound, String(trace)).toBe(true);
      expect(String(trace)).toMatch(/^logits \[2,3\]: the gradient arrives, at most /);
    })();
  });

  it.each<[string, (x: tf.Tensor) => tf.Tensor, string[]]>([
    ["focalLoss", (x) => focalLoss(target(), x), ["focalLoss flows"]],
    [
      "softOneHot and brierLoss",
      (x) => brierLoss(target(), softOneHot(x, { alpha: 2 })),
      ["softOneHot flows", "brierLoss flows"],
    ],
    [
      "a sum of losses",
      (x) =>
        combineLosses([
          [softDiceLoss, 1, { activation: "softmax" }],
          [softmaxCrossEntropy, 1],
        ])(target(), x),
      ["combineLosses flows"],
    ],
    [
      "straightThrough",
      (x) => straightThrough(x.softmax()).sub(target()).square().mean(),
      [
        "softmax flows",
        "straightThrough straightThrough",
        "sub flows",
        "square flows",
        "mean flows",
      ],
    ],
    [
      "entropy, in which only one of two ways saturates",
      (x) => entropy(x, { activation: "softmax", reduction: "mean" }),
      ["entropy flows"],
    ],
    [
      "a saturated softOneHot",
      (x) => softOneHot(x, { alpha: 20 }).mul(target()).sum(),
      ["softOneHot saturated", "mul flows", "sum flows"],
    ],
  ])("makes one step of each call of this library: %s", (_name, f, wanted) => {
    scoped(() => {
      const trace = traceGradient(f, logits());
      expect(trace.steps.map(({ operation, status }) => `${operation} ${status}`)).toEqual(wanted);
      // What leaves the first step is what arrives, also where it is the sum of several ways.
      expect(trace.steps[0]?.leaving).toBeCloseTo(trace.inputs[0]?.largest ?? Number.NaN, 6);
    })();
  });

  it("names the operation and the call in which a gradient is lost", () => {
    scoped(() => {
      const text = String(traceGradient((x) => softOneHot(x, { alpha: 200 }).sum(), logits()));
      expect(text).toMatch(
        /zero, from softmax of softOneHot \(traceGradient\.test\.ts:\d+:\d+\) on/,
      );
    })();
  });

  it("names each of several inputs by itself", () => {
    scoped(() => {
      const trace = traceGradient(
        (a, b, c) =>
          (a as tf.Tensor)
            .mul((b as tf.Tensor).round())
            .sum()
            .add(tf.zerosLike(c as tf.Tensor).sum()),
        { a: logits(), b: logits(), c: logits() },
      );
      expect(trace.inputs.map(({ name, status }) => `${name} ${status}`)).toEqual([
        "a sound",
        "b zero",
        "c unused",
      ]);
    })();
  });

  it("says that a cast to whole numbers passes the gradient by accident", () => {
    scoped(() => {
      const trace = traceGradient((x) => x.toInt().toFloat().square().sum(), logits());
      const cast = trace.steps.find(({ status }) => status === "straightThrough");
      expect(cast?.operation).toBe("cast");
      expect(cast?.reason).toMatch(/passes the gradient as if it did not/);
    })();
  });

  it("shows itself as a table and as a figure", () => {
    scoped(() => {
      const trace = traceGradient((x) => x.sigmoid().round().sum(), logits());
      const bundle = trace[Symbol.for("Jupyter.display") as keyof typeof trace] as () => Record<
        string,
        string
      >;
      expect(bundle()["text/html"]).toContain("silent zero");
      expect(bundle()["text/plain"]).toBe(String(trace));
      expect(bundle()["text/html"]).toContain("a rounded value stays the same");
      const { data, layout } = trace.figure();
      expect(data.map(({ name }) => name)).toContain("silent zero");
      // A zero is a stub at the bottom of a logarithmic axis that holds the other values.
      const [bottom = 0, top = 0] = (layout.yaxis?.range ?? []).map((exponent) => 10 ** exponent);
      const zero = data.find(({ name }) => name === "silent zero");
      expect(zero?.text).toEqual(["0"]);
      for (const { y } of data) {
        for (const height of y as number[]) {
          expect(height).toBeGreaterThan(bottom);
          expect(height).toBeLessThan(top);
        }
      }
    })();
  });

  it("leaves TensorFlow.js as it was", () => {
    scoped(() => {
      const { dataSync } = tf.Tensor.prototype;
      expect(() =>
        traceGradient(() => {
          throw new Error("mine");
        }, logits()),
      ).toThrow("mine");
      expect(tf.Tensor.prototype.dataSync).toBe(dataSync);
      expect(tf.engine().isTapeOn()).toBe(false);
      expect([
        ...tf
          .grad((x: tf.Tensor) => x.square().sum())(tf.tensor1d([3]))
          .dataSync(),
      ]).toEqual([6]);
    })();
  });

  it.each([
    [
      () => traceGradient("loss" as never, logits()),
      "Cannot trace a gradient: f must be a function of tensors, but is string",
    ],
    [
      () => traceGradient((x) => x, tf.tensor1d([1], "int32")),
      "Cannot trace a gradient: input must be a float32 tensor, but is int32",
    ],
    [
      () => traceGradient((x) => x, []),
      "Cannot trace a gradient: there is no input to trace it to",
    ],
    [
      () => traceGradient((async (x: tf.Tensor) => x) as never, logits()),
      "Cannot trace a gradient: f must return a tensor, but returned an object; an async function cannot be on a tape",
    ],
  ])("refuses what cannot be traced", (run, text) => {
    scoped(() => {
      expect(run).toThrow(text);
    })();
  });
});
