import type { LessonName } from "./name.js";

/** A lesson in the form that the tests ask for: four predictions, two figures, one exercise. */
export const notebookSource = ({ stem, number, words }: LessonName) => `// %% [markdown] id="title"
// # ${number} · ${titleOf(words)}
//
// **The question.** TODO: the question that the lesson answers?
//
// **The concrete failure.** TODO: what goes wrong for somebody who does not know the answer.
//
// After it you can
//
// 1. TODO: do one thing;
// 2. TODO: tell one thing from another;
// 3. TODO: choose with open eyes.
//
// **Time** 30 to 40 minutes · **You need** lesson 1 · **Exercises** ● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// \`hint("${words}-row-means")\`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import { figure, maskFigure, show, useBestBackend } from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(\`TensorFlow.js \${tf.version_core} computes on: \${backend}\`);
${predictions(stem)}
// %% [markdown] id="exercise"
// ### Exercise 1 ● Puzzle: the mean of each row
//
// The specification is a loop. Write the same without one.
//
// \`\`\`ts
// for (let row = 0; row < rows; row++) {
//   means[row] = values[row].reduce((sum, value) => sum + value, 0) / values[row].length;
// }
// \`\`\`

// %% id="${words}-row-means" exercise="${words}-row-means" role="answer"
/**
 * The mean of each row.
 *
 * @param values [rows, columns], float32
 * @returns [rows], float32
 */
function rowMeans(values: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  return tf.mean(values, -1);
  // END SOLUTION
}

// %% id="${words}-row-means-check" exercise="${words}-row-means" role="check"
await check("${words}-row-means", rowMeans);

// %% [markdown] id="recap"
// ## Recap
//
// - TODO: what to keep in mind.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": TODO.
// - TODO: author, *title*, where and when, section.
// - TODO: author, *title*, where and when, section.
// - TODO: author, *title*, where and when, section.

// %% id="progress"
progress("${stem}");
`;

function titleOf(words: string): string {
  const spaced = words.replaceAll("-", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const shownMask = `const mask = tf.tensor2d([
  [0, 1],
  [1, 1],
]);
show(
  maskFigure(
    { "a mask": mask },
    { title: "TODO: what the picture shows", description: "A mask of 2 by 2 pixels, three of them ones." },
  ),
);`;

const shownCurve = `const at = [0, 0.25, 0.5, 0.75, 1];
show(
  figure(
    [{ type: "scatter", mode: "lines", name: "x²", x: at, y: at.map((x) => x ** 2) }],
    { title: { text: "TODO: what the picture shows" } },
    { description: "The square of x, rising from 0 to 1." },
  ),
);`;

/** The cells of the four predictions; tiny numbers first. */
function predictions(stem: string): string {
  const runs = [
    "console.log(tf.tensor1d([1, 2, 3]).sum().arraySync());",
    shownMask,
    shownCurve,
    `console.log("TODO: the last finding of ${stem}");`,
  ];
  return runs
    .map(
      (run, i) => `
// %% [markdown] id="part-${i + 1}-predict"
// ## ${i + 1}. TODO: a finding, said as a heading
//
// TODO: what one needs to know for a guess.
//
// **Predict.** TODO: a question that the next cell answers?

// %% id="part-${i + 1}-run"
${run}

// %% [markdown] id="part-${i + 1}-explain"
// <details><summary>What happened</summary>
//
// TODO: what came, and why.
//
// </details>
`,
    )
    .join("");
}
