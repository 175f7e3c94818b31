import type { Data } from "../../data.js";
import type { Exercise } from "../../exercise.js";
import {
  at,
  between,
  integer,
  mean,
  plain,
  plainNumber,
  type Random,
  rowsOf,
  sum,
  tensor,
  upTo,
  withinUnit,
} from "../support/index.js";

type Row = readonly number[];

/** Whether an annotator of this habit counts the pixel (x, y) in: 1 or 0. */
type Inside = (x: number, y: number, blob: Row, habit: Row) => number;

const inside: Inside = (x, y, blob, habit) =>
  Math.hypot(x - at(blob, 0) - at(habit, 0), y - at(blob, 1) - at(habit, 1)) <
  at(blob, 2) + at(habit, 2)
    ? 1
    : 0;

const share =
  (counts: Inside, of: (said: Row) => number = mean) =>
  (blob?: Data, habits?: Data, side?: Data): Data => {
    const size = plainNumber(side);
    const { values } = plain(blob);
    const { rows } = rowsOf(habits);
    const pixels = upTo(size).flatMap((y) =>
      upTo(size).map((x) => of(rows.map((habit) => counts(x, y, values, habit)))),
    );
    return tensor([size, size], pixels);
  };

const flipped = (habit: Row): Row => [-at(habit, 0), -at(habit, 1), at(habit, 2)];

export const annotatorShare: Exercise = {
  id: "annotator-share",
  lesson: "09-capstone",
  title: "Puzzle: everybody's contour, without a loop",
  points: 3,
  answer: { kind: "function", name: "annotatorShare" },
  inputNames: ["blob", "habits", "side"],
  axes: ["rows", "columns"],
  visible: [
    {
      name: "one annotator who draws what is there",
      inputs: [tensor([3], [1.2, 2.1, 1.35]), tensor([1, 3], [0, 0, 0]), 4],
    },
    {
      name: "two annotators, one of them too far right",
      inputs: [tensor([3], [1.2, 2.1, 1.35]), tensor([2, 3], [0, 0, 0, 1.1, 0, 0]), 4],
    },
    {
      name: "three, one generous and one stingy",
      inputs: [
        tensor([3], [2.3, 1.4, 1.45]),
        tensor([3, 3], [0, 0.25, 0.6, 0.7, -0.4, -0.7, 0, 0, 0]),
        5,
      ],
    },
  ],
  generate: (random) => upTo(5).map((draw) => drawBlob(random, draw)),
  reference: share(inside),
  tolerance: { relative: 1e-3, absolute: 1e-4 },
  properties: [withinUnit],
  diagnoses: [
    {
      id: "transposed",
      wrong: share((x, y, blob, habit) => inside(y, x, blob, habit)),
      message:
        "The picture is transposed: your first axis is x. Rows come first, so the first axis is y.",
    },
    {
      id: "counts",
      wrong: share(inside, sum),
      message: "Those are counts of people. A label is their share: a mean over the annotators.",
    },
    {
      id: "majority",
      wrong: share(inside, (said) => (mean(said) > 0.5 ? 1 : 0)),
      message:
        "You hardened it: the majority's mask. Asked is the share of people, before anybody rounds it.",
    },
    {
      id: "shifted-backwards",
      wrong: share((x, y, blob, habit) => inside(x, y, blob, flipped(habit))),
      message:
        "The contours move the wrong way: an annotator with dx = 1 draws around a centre one pixel further right, blob.x + dx.",
    },
    {
      id: "mean-habit",
      wrong: (blob, habits, side) => {
        const { rows } = rowsOf(habits);
        const typical = upTo(3).map((part) => mean(rows.map((habit) => at(habit, part))));
        return share(inside)(blob, tensor([1, 3], typical), side);
      },
      message:
        "You averaged the habits and drew one contour. Everybody draws their own; the masks are averaged.",
    },
    {
      id: "root-forgotten",
      wrong: share((x, y, blob, habit) => {
        const [dx, dy] = [x - at(blob, 0) - at(habit, 0), y - at(blob, 1) - at(habit, 1)];
        return dx ** 2 + dy ** 2 < at(blob, 2) + at(habit, 2) ? 1 : 0;
      }),
      message:
        "You compare the squared distance with the radius itself. Take the root of the one, or square the other.",
    },
    {
      id: "growth-forgotten",
      wrong: share((x, y, blob, habit) => inside(x, y, blob, [at(habit, 0), at(habit, 1), 0])),
      message:
        "Everybody draws with the same radius in your answer. The third number of a habit is added to it.",
    },
  ],
  hints: [
    "Put the annotators on an axis of their own: distances of shape [annotators, side, side] by broadcasting, and a mean over axis 0 at the end.",
    "tf.range(0, side) reshaped to [1, 1, side] is x, to [1, side, 1] is y; the habits' columns reshaped to [annotators, 1, 1]. Compare squared distances or tf.sqrt of them.",
    "tf.unstack(habits, 1) gives dx, dy and grow. Then tf.less(distance, reach).toFloat() is everybody's mask, where distance = √((x − bx − dx)² + (y − by − dy)²) and reach = r + grow.",
  ],
  delegates: [],
};

/** A blob off the diagonal and people who move it right and down more than left and up. */
function drawBlob(random: Random, draw: number) {
  const side = integer(random, 6, 8);
  const blob = [between(random, 1.5, 2), between(random, 3, 3.5), between(random, 1.4, 1.9)];
  const habits = upTo(integer(random, 3, 6)).flatMap(() => [
    between(random, 0.6, 1.6),
    between(random, 0.1, 0.8),
    between(random, 0.3, 0.9),
  ]);
  return {
    name: `drawn blob ${draw + 1}`,
    inputs: [tensor([3], blob), tensor([habits.length / 3, 3], habits), side],
  };
}
