import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  between,
  integer,
  mean,
  plain,
  type Random,
  rowsOf,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

interface Estimates {
  readonly exact: readonly number[];
  /** Each pixel's draws. */
  readonly columns: readonly (readonly number[])[];
}

const pair =
  (errors: (estimates: Estimates) => readonly [number, number]) =>
  (estimates?: Data, exact?: Data): Data => {
    const { rows, classes } = rowsOf(estimates);
    const columns = upTo(classes).map((i) => rows.map((row) => at(row, i)));
    return tensor([2], errors({ exact: plain(exact).values, columns }));
  };

const square = (x: number): number => x * x;
const spread = (column: readonly number[], centre: number): number =>
  mean(column.map((value) => square(value - centre)));

const biasOf = ({ exact, columns }: Estimates): number =>
  sum(columns.map((column, i) => square(mean(column) - at(exact, i))));
const varianceOf = ({ columns }: Estimates): number =>
  sum(columns.map((column) => spread(column, mean(column))));
const errorOf = ({ exact, columns }: Estimates): number =>
  sum(columns.map((column, i) => spread(column, at(exact, i))));

export const biasAndVariance: Exercise = {
  id: "bias-and-variance",
  lesson: "08-hard-forward",
  title: "Bias and variance",
  points: 1,
  answer: { kind: "function", name: "biasAndVariance" },
  inputNames: ["estimates", "exact"],
  axes: ["bias² and variance"],
  visible: [
    {
      name: "always the same, always off by 1",
      inputs: [tensor([3, 2], [2, 0, 2, 0, 2, 0]), tensor([2], [1, 0])],
    },
    {
      name: "right on average, never once",
      inputs: [tensor([2, 2], [1, 3, -1, -3]), tensor([2], [0, 0])],
    },
    {
      name: "some of both, two pixels",
      inputs: [tensor([4, 2], [1, 0, 2, 0.5, 3, 0.5, 2, 1]), tensor([2], [1.5, 0])],
    },
  ],
  generate: (random) => upTo(5).map((draw) => drawEstimates(random, draw)),
  reference: pair((estimates) => [biasOf(estimates), varianceOf(estimates)]),
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [
    {
      name: "is nowhere negative",
      holds: (_, value) => plain(value).values.every((error) => error >= 0),
    },
    {
      name: "adds up to the mean squared error",
      holds: ({ inputs }, value) => {
        const error = at(plain(pair((e) => [errorOf(e), 0])(...inputs)).values, 0);
        return Math.abs(sum(plain(value).values) - error) <= 1e-3 * Math.max(1, error);
      },
    },
  ],
  diagnoses: [
    {
      id: "error-for-variance",
      wrong: pair((estimates) => [biasOf(estimates), errorOf(estimates)]),
      message:
        "Your second number is the whole error: it is measured from the exact gradient. Variance is measured from the estimates' own mean.",
    },
    {
      id: "error-for-bias",
      wrong: pair((estimates) => [errorOf(estimates), varianceOf(estimates)]),
      message:
        "Your first number is the whole error: you squared each draw's distance and averaged then. Bias averages first, and squares the distance of the mean.",
    },
    {
      id: "swapped",
      wrong: pair((estimates) => [varianceOf(estimates), biasOf(estimates)]),
      message:
        "Both numbers are right and stand in the other's place: the squared bias comes first.",
    },
    {
      id: "one-mean-for-all",
      wrong: pair(({ exact, columns }) => {
        const all = columns.flat();
        return [sum(exact.map((g) => square(mean(all) - g))), spread(all, mean(all))];
      }),
      message:
        "You averaged over draws and pixels together: one mean for all of them. Each pixel has its own: average over axis 0 alone.",
    },
    {
      id: "length-not-squared",
      wrong: pair((estimates) => [Math.sqrt(biasOf(estimates)), varianceOf(estimates)]),
      message:
        "Your first number is the length of the bias. Only its square adds up with the variance to the error.",
    },
    {
      id: "not-squared",
      wrong: pair((estimates) => [
        sum(estimates.columns.map((column, i) => Math.abs(mean(column) - at(estimates.exact, i)))),
        varianceOf(estimates),
      ]),
      message:
        "The bias is not squared. In that unit it does not add up with the variance to the error.",
    },
    {
      id: "one-less",
      wrong: pair((estimates) => {
        const draws = estimates.columns[0]?.length ?? 0;
        return [biasOf(estimates), (varianceOf(estimates) * draws) / (draws - 1)];
      }),
      message:
        "You divided by the number of draws less one. That is right for guessing a population's variance; here the two parts are to add up to the mean squared error of these draws.",
    },
    {
      id: "mean-over-pixels",
      wrong: pair((estimates) => {
        const pixels = estimates.columns.length;
        return [biasOf(estimates) / pixels, varianceOf(estimates) / pixels];
      }),
      message:
        "You averaged over the pixels. A squared length is a sum over the entries; only the draws are averaged.",
    },
  ],
  hints: [
    "Which axis holds the draws, and which the pixels? The mean is over the draws alone: axis 0.",
    "Bias²: the squared difference of that mean and exact, summed. Variance: squared differences of all rows and that mean, averaged over the draws and summed over the pixels.",
    "const mean = tf.mean(estimates, 0); then tf.sum(tf.squaredDifference(mean, exact)) and tf.sum(tf.mean(tf.squaredDifference(estimates, mean), 0)), stacked with tf.stack([…, …]).",
  ],
  delegates: [],
};

function drawEstimates(random: Random, draw: number) {
  const [draws, pixels] = [integer(random, 3, 6), integer(random, 2, 5)];
  const exact = upTo(pixels).map(() => between(random, -1, 1));
  const offsets = upTo(pixels).map(() => between(random, 0.5, 1.5));
  const values = upTo(draws).flatMap((row) =>
    exact.map((g, i) => g + at(offsets, i) + (row % 2 === 0 ? 1 : -1) * between(random, 0.2, 1)),
  );
  return {
    name: `drawn estimates ${draw + 1}`,
    inputs: [tensor([draws, pixels], values), tensor([pixels], exact)],
  };
}
