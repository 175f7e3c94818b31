import { exerciseSource, listSource } from "./exerciseTemplate.js";
import type { LessonName } from "./name.js";
import { notebookSource } from "./notebookTemplate.js";

/** Everything that a new lesson needs, by path: it runs, and its one exercise is a model for more. */
export function lessonFiles(name: LessonName): Readonly<Record<string, string>> {
  const { stem } = name;
  return {
    [`notebooks/${stem}.ts`]: notebookSource(name),
    [`src/checks/lessons/${stem}.ts`]: listSource(name),
    [`src/checks/lessons/${stem}/row-means.ts`]: exerciseSource(name),
    [`test/lessons/right/${stem}.ts`]: rightSource(name),
    [`test/lessons/wrong/${stem}.ts`]: wrongSource(name),
  };
}

const rightSource = ({ words }: LessonName) => `import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

export const right: Answers = {
  "${words}-row-means": {
    "sum over count": (values: T) => tf.div(tf.sum(values, -1), values.shape.at(-1) ?? 1),
    "columns first": (values: T) => tf.mean(tf.transpose(values), 0),
  },
};
`;

const wrongSource = ({ words }: LessonName) => `import * as tf from "@tensorflow/tfjs";
import type { Answers } from "../support/answers.js";

type T = tf.Tensor;

export const wrong: Answers = {
  "${words}-row-means": {
    sums: (values: T) => tf.sum(values, -1),
    columns: (values: T) => tf.mean(values, 0),
    "one-number": (values: T) => tf.mean(values),
  },
};
`;
