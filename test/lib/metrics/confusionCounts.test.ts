import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { confusionCounts, dice, iou, oneHot } from "../../../src/lib/index.js";
import { describeOnBackends, scoped } from "../backends.js";

const indices = (row: number[]) => tf.tensor2d([row], [1, row.length], "int32");

describeOnBackends("confusionCounts", () => {
  const target = [0, 0, 0, 1, 1, 2];
  const prediction = [0, 1, 2, 1, 0, 2];

  it(
    "counts pairs of classes, and scores as iou and dice do",
    scoped(() => {
      const [t, p] = [indices(target), indices(prediction)];
      const { matrix, classes, absent } = confusionCounts(t, p, { numClasses: 4 });
      const loops = [0, 1, 2, 3].map((a) =>
        [0, 1, 2, 3].map(
          (b) => target.filter((label, at) => label === a && prediction[at] === b).length,
        ),
      );
      expect(matrix).toEqual(loops);
      expect(absent).toEqual(["class 3"]);
      expect(classes[0]).toMatchObject({
        truePositives: 1,
        falsePositives: 1,
        falseNegatives: 2,
        trueNegatives: 2,
        precision: 1 / 2,
        recall: 1 / 3,
      });
      const options = { numClasses: 4, over: "batch" } as const;
      const close = (values: number[]) =>
        values.map((value) => (Number.isNaN(value) ? value : expect.closeTo(value, 6)));
      expect(iou(t, p, options).arraySync()).toEqual(close(classes.map((c) => c.iou)));
      expect(dice(t, p, options).arraySync()).toEqual(close(classes.map((c) => c.dice)));
    }),
  );

  it(
    "leaves out masked pixels and the ignored index",
    scoped(() => {
      const t = indices([0, 255, 1, 1]);
      const p = indices([0, 0, 0, 1]);
      const mask = tf.tensor2d([[1, 1, 0, 1]]);
      const options = { numClasses: 2, mask, ignoreIndex: 255, classNames: ["sky", "sea"] };
      const { matrix, classes } = confusionCounts(t, p, options);
      expect(matrix).toEqual([
        [1, 0],
        [0, 1],
      ]);
      expect(classes.map((c) => [c.name, c.trueNegatives])).toEqual([
        ["sky", 1],
        ["sea", 1],
      ]);
    }),
  );

  it(
    "counts one class alone, and probabilities by their parts",
    scoped(() => {
      const one = confusionCounts(tf.tensor2d([[1], [0]]), tf.tensor2d([[0.75], [0.25]]));
      expect(one.classes[0]).toMatchObject({
        truePositives: 0.75,
        falsePositives: 0.25,
        falseNegatives: 0.25,
        trueNegatives: 0.75,
      });
      const soft = confusionCounts(
        oneHot(indices([0, 1]), 2),
        tf.tensor3d([0.75, 0.25, 0.5, 0.5], [1, 2, 2]),
      );
      expect(soft.matrix).toEqual([
        [0.75, 0.25],
        [0.5, 0.5],
      ]);
    }),
  );
});

describeOnBackends("confusionCounts over images", () => {
  it(
    "counts each image by itself, names what it lacks, and adds up to the batch",
    scoped(() => {
      const target = tf.tensor2d([0, 0, 1, 1, 2, 2], [2, 3], "int32");
      const prediction = tf.tensor2d([0, 1, 1, 1, 2, 0], [2, 3], "int32");
      const options = { numClasses: 3, classNames: ["road", "car", "tram"] } as const;
      const images = confusionCounts(target, prediction, { ...options, over: "image" });
      expect(images.map(({ absent }) => absent)).toEqual([["tram"], []]);
      expect(images.map(({ matrix }) => matrix)).toEqual([
        [
          [1, 1, 0],
          [0, 1, 0],
          [0, 0, 0],
        ],
        [
          [0, 0, 0],
          [0, 1, 0],
          [1, 0, 1],
        ],
      ]);
      const batch = confusionCounts(target, prediction, { ...options, over: "batch" });
      expect(batch.absent).toEqual([]);
      batch.classes.forEach(({ truePositives, trueNegatives }, c) => {
        const sum = (field: "truePositives" | "trueNegatives") =>
          images.reduce((total, { classes }) => total + (classes[c]?.[field] ?? 0), 0);
        expect([sum("truePositives"), sum("trueNegatives")]).toEqual([
          truePositives,
          trueNegatives,
        ]);
      });
      const masked = confusionCounts(target.equal(9).toInt(), target.equal(9).toInt(), {
        numClasses: 2,
        over: "image",
        mask: tf.tensor2d([1, 1, 0, 0, 0, 0], [2, 3]),
      });
      expect(masked.map(({ matrix }) => matrix[0]?.[0])).toEqual([2, 0]);
      expect(masked[1]?.absent).toEqual(["class 0", "class 1"]);
    }),
  );
});
