import { type Data, type Exercise, tensorData } from "../../src/checks/index.js";

/** Exercises that only these tests know. */

const numbers = (data: Data | undefined): readonly number[] =>
  typeof data === "object" && data !== null && "tensor" in data
    ? data.tensor.values.map(Number)
    : [];

const rowMeans = (data: Data | undefined, divisor: (columns: number) => number): Data => {
  const values = numbers(data);
  const columns = 2;
  const rows = values.length / columns;
  const sums = Array.from({ length: rows }, (_, row) =>
    values.slice(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
  return tensorData(
    [rows],
    sums.map((sum) => sum / divisor(columns)),
  );
};

/** The mean of each row of a [batch, 2] tensor; its gradient is ½ everywhere. */
export const rowMean: Exercise = {
  id: "row-mean",
  lesson: "99-tests",
  title: "Mean of each row",
  points: 2,
  answer: { kind: "function", name: "rowMean" },
  inputNames: ["values"],
  axes: ["batch"],
  visible: [
    { name: "two rows", inputs: [tensorData([2, 2], [1, 3, 0.5, 0.25])] },
    { name: "a row of zeros", inputs: [tensorData([1, 2], [0, 0])] },
    { name: "three rows", inputs: [tensorData([3, 2], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])] },
  ],
  generate: (random) => [{ name: "drawn", inputs: [tensorData([1, 2], [random(), random()])] }],
  reference: (values) => rowMeans(values, (columns) => columns),
  gradientOf: 0,
  tolerance: { relative: 1e-4, absolute: 1e-5 },
  properties: [
    {
      name: "stays within [0, 2]",
      holds: (_, value) => numbers(value).every((mean) => mean >= 0 && mean <= 2),
    },
  ],
  diagnoses: [
    {
      id: "sum",
      wrong: (values) => rowMeans(values, () => 1),
      message: "You got the sum: what do you divide by?",
    },
    {
      id: "one-mean",
      wrong: (values) => {
        const all = numbers(values);
        return tensorData([], [all.reduce((sum, value) => sum + value, 0) / all.length]);
      },
      message: "You took the mean of everything: over which axis does it go?",
    },
  ],
  hints: ["Which axis goes away?", "tf.mean takes an axis."],
  solution: "const rowMean = (values) => tf.mean(values, -1);",
  delegates: ["oneHot", "softOneHot"],
};

/** A plain value: how many of 100 people said dog, as a share. */
export const dogShare: Exercise = {
  id: "dog-share",
  lesson: "99-tests",
  title: "Ninety-three of a hundred",
  points: 1,
  answer: { kind: "value", name: "dogShare" },
  visible: [{ name: "the vote", inputs: [] }],
  generate: () => [{ name: "the vote", inputs: [] }],
  reference: () => 0.93,
  tolerance: { relative: 0, absolute: 1e-9 },
  properties: [],
  diagnoses: [{ id: "percent", wrong: () => 93, message: "That is the percentage." }],
  hints: ["Divide."],
  delegates: [],
};

/** One-hot rows: the library has a function of just this job. */
export const oneHotRows: Exercise = {
  id: "one-hot-rows",
  lesson: "99-tests",
  title: "One-hot rows",
  points: 1,
  answer: { kind: "function", name: "oneHotRows" },
  visible: [{ name: "two labels", inputs: [tensorData([2], [1, 0], "int32"), 3] }],
  generate: () => [{ name: "two labels", inputs: [tensorData([2], [1, 0], "int32"), 3] }],
  reference: () => tensorData([2, 3], [0, 1, 0, 1, 0, 0]),
  tolerance: { relative: 0, absolute: 0 },
  properties: [],
  diagnoses: [],
  hints: ["Compare with a range."],
  delegates: ["oneHot"],
};
