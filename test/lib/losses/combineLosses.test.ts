import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { combineLosses, softDiceLoss, softmaxCrossEntropy } from "../../../src/lib/index.js";
import { scoped } from "../backends.js";

describe("combineLosses", () => {
  const target = () =>
    tf.tensor2d([
      [1, 0],
      [0, 1],
    ]);
  const logits = () =>
    tf.tensor2d([
      [0.5, -1],
      [2, 0],
    ]);

  it(
    "is the weighted sum of its losses, each reduced to its mean",
    scoped(() => {
      const loss = combineLosses([
        [softDiceLoss, 2, { activation: "softmax" }],
        [softmaxCrossEntropy, 0.5, { reduction: "none" }],
      ]);
      const [t, x] = [target(), logits()];
      const dice = softDiceLoss(t, x, { activation: "softmax" }).dataSync()[0] ?? Number.NaN;
      const entropy = softmaxCrossEntropy(t, x).dataSync()[0] ?? Number.NaN;
      expect(loss(t, x).dataSync()[0]).toBeCloseTo(2 * dice + 0.5 * entropy, 5);
    }),
  );

  it("trains a model as its loss", async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 2,
          inputShape: [2],
          kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
        }),
      ],
    });
    model.compile({
      loss: combineLosses([
        [softDiceLoss, 1, { activation: "softmax" }],
        [softmaxCrossEntropy, 1],
      ]),
      optimizer: tf.train.adam(0.1),
    });
    const [x, y] = [
      tf.tensor2d([
        [0, 1],
        [1, 0],
        [1, 1],
        [0, 0],
      ]),
      tf.tensor2d([
        [0, 1],
        [1, 0],
        [1, 0],
        [0, 1],
      ]),
    ];
    const { history } = await model.fit(x, y, { epochs: 40, verbose: 0 });
    const losses = (history.loss ?? []) as number[];
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
    tf.dispose([x, y]);
    model.dispose();
  });

  it.each([
    [[], "Cannot combine losses: losses must hold at least one, but is empty"],
    [[["dice", 1]], "Cannot combine losses: losses[0] must start with a function, but has string"],
    [
      [[softDiceLoss, -1]],
      "Cannot combine losses: the weight of losses[0] must be 0 or more, but is -1",
    ],
  ])("refuses %j", (losses, message) => {
    expect(() => combineLosses(losses as never)).toThrow(message);
  });
});
