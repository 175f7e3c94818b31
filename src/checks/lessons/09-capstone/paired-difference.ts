import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  between,
  integer,
  mean,
  plain,
  type Random,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

type Row = readonly number[];

/** The sum of squared distances from the mean. */
const squares = (values: Row): number => sum(values.map((value) => (value - mean(values)) ** 2));
const errorOf = (values: Row): number =>
  Math.sqrt(squares(values) / (values.length - 1) / values.length);

const compared =
  (answer: (differences: Row, a: Row, b: Row) => readonly [number, number]) =>
  (first?: Data, second?: Data): Data => {
    const [a, b] = [plain(first).values, plain(second).values];
    return tensor(
      [2],
      answer(
        a.map((value, i) => value - at(b, i)),
        a,
        b,
      ),
    );
  };

const vector = (values: Row): Data => tensor([values.length], values);

export const pairedDifferenceExercise: Exercise = {
  id: "paired-difference",
  lesson: "09-capstone",
  title: "Is the difference more than luck?",
  points: 1,
  answer: { kind: "function", name: "pairedDifference" },
  inputNames: ["first", "second"],
  axes: ["mean and standard error"],
  visible: [
    {
      name: "easy and hard seeds, always 1 apart",
      inputs: [vector([3, 5, 9]), vector([2, 4, 8])],
    },
    { name: "no difference on average", inputs: [vector([1, 2]), vector([2, 1])] },
    {
      name: "four seeds",
      inputs: [vector([0.5, 0.75, 0.25, 0.5]), vector([0.25, 0.25, 0.125, 0.5])],
    },
  ],
  generate: (random) => upTo(5).map((draw) => drawSeeds(random, draw)),
  reference: compared((differences) => [mean(differences), errorOf(differences)]),
  tolerance: { relative: 2e-3, absolute: 1e-4 },
  properties: [
    {
      name: "has no negative error",
      holds: (_, value) => at(plain(value).values, 1) >= 0,
    },
  ],
  diagnoses: [
    {
      id: "unpaired",
      wrong: compared((differences, a, b) => [
        mean(differences),
        Math.hypot(errorOf(a), errorOf(b)),
      ]),
      message:
        "You combined the errors of the two columns as if the runs had nothing to do with each other. They share seeds: take the differences first, seed by seed, and the error of those.",
    },
    {
      id: "deviation-not-error",
      wrong: compared((differences) => [
        mean(differences),
        Math.sqrt(squares(differences) / (differences.length - 1)),
      ]),
      message:
        "That is the standard deviation of a single difference. The mean of n of them is surer: divide by √n.",
    },
    {
      id: "deviation-by-n",
      wrong: compared((differences) => [
        mean(differences),
        Math.sqrt(squares(differences) / differences.length),
      ]),
      message:
        "That is the standard deviation of a single difference, with n where n − 1 belongs (tf.moments divides by n). The mean of n of them is surer: divide by √n too.",
    },
    {
      id: "divided-by-all",
      wrong: compared((differences) => [
        mean(differences),
        Math.sqrt(squares(differences) / (differences.length - 1)) / differences.length,
      ]),
      message:
        "You divided the standard deviation by n. Variances are divided by n, so deviations by √n.",
    },
    {
      id: "root-forgotten",
      wrong: compared((differences) => [mean(differences), errorOf(differences) ** 2]),
      message:
        "That is the squared standard error. Take the root, so that it has the unit of the scores.",
    },
    {
      id: "divided-by-n",
      wrong: compared((differences) => [
        mean(differences),
        Math.sqrt(squares(differences)) / differences.length,
      ]),
      message:
        "The variance is divided by n. The mean was taken from the same few numbers, so they scatter too little about it: divide by n − 1.",
    },
    {
      id: "second-minus-first",
      wrong: compared((differences) => [-mean(differences), errorOf(differences)]),
      message: "The sign is turned round: first minus second.",
    },
  ],
  hints: [
    "Subtract the columns. From here on there is one row of numbers.",
    "Their variance divides by n − 1; the standard error of the mean is the root of that variance divided by n.",
    "const d = tf.sub(first, second); const squares = tf.sum(tf.squaredDifference(d, tf.mean(d))); the error is tf.sqrt(tf.div(squares, n * (n − 1))).",
  ],
  delegates: [],
};

function drawSeeds(random: Random, draw: number) {
  const seeds = upTo(integer(random, 3, 8)).map((i) => between(random, 0, 1) + (i % 2));
  const second = seeds.map((luck, i) => luck + between(random, 0.1, 0.3) * (i % 3 === 0 ? 2 : 1));
  return { name: `drawn seeds ${draw + 1}`, inputs: [vector(seeds), vector(second)] };
}
