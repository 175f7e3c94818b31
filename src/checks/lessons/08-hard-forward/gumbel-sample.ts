import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  argMax,
  at,
  between,
  logits as drawLogits,
  integer,
  oneHotRow,
  plainNumber,
  type Random,
  rowAt,
  rowByRow,
  rowsOf,
  softmax,
  sum,
  tensor,
  upTo,
} from "../support/index.js";

type Row = readonly number[];

const each =
  (sample: (z: Row, u: Row, temperature: number) => Row) =>
  (logits?: Data, uniform?: Data, temperature?: Data): Data => {
    const u = rowsOf(uniform);
    const tau = plainNumber(temperature);
    return rowByRow(rowsOf(logits), (row, i) => sample(row, rowAt(u, i), tau));
  };

const gumbel = (u: number): number => -Math.log(-Math.log(u));
const perturbed = (z: Row, u: Row): Row => z.map((value, k) => value + gumbel(at(u, k)));
const cooled = (row: Row, temperature: number): Row => softmax(row.map((x) => x / temperature));

export const gumbelSample: Exercise = {
  id: "gumbel-sample",
  lesson: "08-hard-forward",
  title: "Gumbel-softmax",
  points: 2,
  answer: { kind: "function", name: "gumbelSample" },
  inputNames: ["logits", "uniform", "temperature"],
  axes: ["pixels", "classes"],
  visible: [
    {
      name: "equal luck, temperature 1: the softmax itself",
      inputs: [tensor([1, 3], [1, 0, -1]), tensor([1, 3], [0.5, 0.5, 0.5]), 1],
    },
    {
      name: "luck turns the order round",
      inputs: [tensor([1, 2], [0.5, 0]), tensor([1, 2], [0.2, 0.8]), 1],
    },
    {
      name: "two pixels, cool",
      inputs: [tensor([2, 2], [0.5, 0, -1, 1]), tensor([2, 2], [0.2, 0.6, 0.7, 0.4]), 0.5],
    },
    {
      name: "warm",
      inputs: [tensor([1, 3], [2, 0, -1]), tensor([1, 3], [0.3, 0.6, 0.9]), 4],
    },
  ],
  generate: (random) => [0.4, 0.7, 2, 5].map((tau, draw) => drawSamples(random, tau, draw)),
  reference: each((z, u, tau) => cooled(perturbed(z, u), tau)),
  gradientOf: 0,
  tolerance: { relative: 3e-3, absolute: 2e-4 },
  properties: [
    {
      name: "has rows that sum to 1",
      holds: (_, value) => rowsOf(value).rows.every((row) => Math.abs(sum(row) - 1) < 1e-3),
    },
  ],
  diagnoses: [
    {
      id: "no-noise",
      wrong: each((z, _, tau) => cooled(z, tau)),
      message:
        "There is no luck in it: that is the softmax at a temperature. Where does the uniform tensor come in?",
    },
    {
      id: "uniform-noise",
      wrong: each((z, u, tau) =>
        cooled(
          z.map((value, k) => value + at(u, k)),
          tau,
        ),
      ),
      message:
        "You added the uniform numbers as they are. Only Gumbel noise, −log(−log u), makes the largest sum win as often as the softmax says.",
    },
    {
      id: "one-logarithm",
      wrong: each((z, u, tau) =>
        cooled(
          z.map((value, k) => value - Math.log(at(u, k))),
          tau,
        ),
      ),
      message: "−log u is exponential noise, one logarithm short of Gumbel's: −log(−log u).",
    },
    {
      id: "noise-subtracted",
      wrong: each((z, u, tau) =>
        cooled(
          z.map((value, k) => value - gumbel(at(u, k))),
          tau,
        ),
      ),
      message:
        "The noise is subtracted: log(−log u) lacks its outer minus. Gumbel noise is lopsided, so its mirror image draws with other probabilities.",
    },
    {
      id: "noise-not-cooled",
      wrong: each((z, u, tau) => softmax(z.map((value, k) => value / tau + gumbel(at(u, k))))),
      message:
        "You divided the logits alone by the temperature, so who wins now depends on it. Add the noise first, then divide the sum.",
    },
    {
      id: "noise-alone-cooled",
      wrong: each((z, u, tau) => softmax(z.map((value, k) => value + gumbel(at(u, k)) / tau))),
      message:
        "You divided the noise alone by the temperature, so who wins now depends on it. Add the noise first, then divide the sum.",
    },
    {
      id: "softmax-first",
      wrong: each((z, u, tau) => cooled(perturbed(softmax(z), u), tau)),
      message:
        "You added the noise to probabilities, so the likelier class is hardly ahead. It belongs on the logits (or on the logarithms of the probabilities).",
    },
    {
      id: "divided-after",
      wrong: each((z, u, tau) => softmax(perturbed(z, u)).map((y) => y / tau)),
      message:
        "You divided the softmax by the temperature: the rows no longer sum to 1. The temperature goes inside.",
    },
    {
      id: "multiplied",
      wrong: each((z, u, tau) => cooled(perturbed(z, u), 1 / tau)),
      message:
        "You multiplied by the temperature: your samples get softer as it falls. Divide by it.",
    },
    {
      id: "hardened",
      wrong: each((z, u) => oneHotRow(argMax(perturbed(z, u)), z.length)),
      message:
        "Those are hard samples: the arg max, through which nothing flows. Put a softmax at the temperature in its place.",
    },
  ],
  hints: [
    "Three steps: noise out of the uniform numbers, added to the logits; divided by the temperature; softmax over the classes.",
    "The noise is tf.neg(tf.log(tf.neg(tf.log(uniform)))). tf.softmax works on the last axis, which is the classes.",
    "With that noise: tf.softmax(tf.div(tf.add(logits, noise), temperature)).",
  ],
  delegates: ["gumbelSoftmax"],
};

function drawSamples(random: Random, temperature: number, draw: number) {
  const shape = [integer(random, 2, 4), integer(random, 2, 4)];
  const count = at(shape, 0) * at(shape, 1);
  const uniform = upTo(count).map(() => between(random, 0.1, 0.9));
  return {
    name: `drawn samples ${draw + 1}, temperature ${temperature}`,
    inputs: [drawLogits(random, shape, 1.5), tensor(shape, uniform), temperature],
  };
}
