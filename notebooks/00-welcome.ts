// %% [markdown] id="title"
// # 0 · Welcome
//
// **The question.** Does everything work here, and what do checks, hints and error messages look like? Find out on an
// exercise that cannot hurt, so that the lessons can be about their subject.
//
// After it you can
//
// 1. run, interrupt and restart a notebook, and tell where its output goes;
// 2. read a type error, and know that nothing has run when you see one;
// 3. read the five things that a check may say, and ask for a hint.
//
// **Time** 10 to 15 minutes · **You need** TypeScript · **Exercises** ● 1
//
// A notebook is a column of cells. Click into the first code cell below and press **Shift + Enter**: the cell runs, its
// output appears under it, and the next cell is selected. While a cell runs, a star stands in its brackets: `[*]`.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import { maskFigure, show, useBestBackend } from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/** What computes here. An exercise throws {@link NotAttempted} until it is written. */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="works"
// ## 1. Does it work?
//
// If a line that begins with *TensorFlow.js* stands above, the kernel runs, the packages are found, and the numbers have
// something that computes them: `wasm` or `tensorflow` (both quick), or else `cpu`. All lessons run on each of them. If
// there is an error instead, the command `npx softgrad kernel doctor` in a terminal tries every part and says what to do.
//
// Next, a picture and a formula. The formula is the share of a mask, the number of its ones over the number of its pixels,
//
// $$ \text{share} = \frac{1}{N} \sum_{i=1}^{N} m_i , $$
//
// and it should look typeset, with a fraction bar and a sum sign. The mask has 3 × 3 pixels.

// %% id="figure"
const mask = tf.tensor2d([
  [0, 1, 0],
  [0, 1, 0],
  [0, 1, 0],
]);
show(
  maskFigure(
    { "a mask": mask },
    {
      title: "Three pixels of nine",
      values: true,
      description: "A mask of 3 by 3 pixels: the middle column is ones, the rest zeros.",
    },
  ),
);

// %% [markdown] id="output-predict"
// Move the pointer over the picture: it answers with the pixel's row, column and value.
//
// ## 2. Predict, run, explain
//
// In the lessons a question stands above most code cells. Answer it first, on paper if you like; *then* run the cell, and
// then open what is folded below. A wrong guess is worth more than a right one: it shows where your picture of the matter
// and the matter differ.
//
// **Predict.** The next cell prints two lines, one of them late, and its last line is a bare expression. What appears
// under it, and in which order?

// %% id="output-run"
setTimeout(() => console.log("printed late"), 50);
console.log("printed at once");
mask.size;

// %% [markdown] id="output-explain"
// <details><summary>What happened</summary>
//
// *printed at once*, then `9`, then *printed late*. What a cell prints stands under it. The value of its last line stands
// there too, without a `console.log`, unless it is `undefined`. What is printed after the cell has ended still goes to the
// cell that started it. Figures are displayed by `show`.
//
// </details>
//
// ## 3. When the types are wrong
//
// Each cell is checked by the TypeScript compiler, strictly, before it runs. If there is an error, *nothing* of the cell
// runs. Below, a shape is taken for a number. The comment above that line tells the compiler that we know of the mistake.
//
// **Predict.** Would JavaScript itself complain about that line? What is printed?

// %% id="compile-run"
// @ts-expect-error: a shape is no number.
const pixels: number = mask.shape;
console.log(`half of the pixels: ${pixels / 2}`);

// %% [markdown] id="compile-explain"
// <details><summary>What happened</summary>
//
// `NaN`, and no complaint: JavaScript divides a list by two. Delete the line with `@ts-expect-error` and run the cell again.
// Now it is refused, and nothing is printed:
//
// ```text
// TS2322: Type '[number, number]' is not assignable to type 'number'.
// > 1 | const pixels: number = mask.shape;
//     |       ^^^^^^
// ```
//
// Read such a message from its first line, which says what was given and what was asked for; the place is the line and
// column in the cell. Put the comment back, or go on: a cell that was refused has changed nothing. So if it
// holds an answer, its check still sees the last version that ran.
//
// </details>
//
// ## 4. What a check says
//
// Under each exercise stands its check. It calls your function with small cases that you may see, and says one of five
// things. Run it as often as you like: it counts nothing and costs nothing.
//
// | it says | it means |
// |---|---|
// | ○ Not attempted | the cell above still holds the line that throws `NotAttempted` |
// | ✓ Correct | every visible case holds; grading asks more cases of the same kind |
// | ✗ Incorrect | a case fails: you see which, what was expected and what came, and often why |
// | ! Uncheckable | your answer threw an error, or returned nothing that can be compared |
// | ↪ Delegated | you called a function that does the whole job; write it yourself |
//
// Here is the exercise of section 5, answered in three ways that are not right: `shareOf(mask)` shall return the share of
// the mask, as in the formula above, written without `tf.mean`.
//
// **Predict.** Which of the five does each of the three get?

// %% id="states-run"
check("mask-share", (given: tf.Tensor2D) => tf.sum(given));
check("mask-share", (given: tf.Tensor2D) => tf.mean(given));
check("mask-share", (given: tf.Tensor2D) => {
  tf.div(tf.sum(given), given.size);
});

// %% [markdown] id="states-explain"
// <details><summary>What happened</summary>
//
// The first is incorrect. It is right for the empty mask, so the second case is shown, with the inputs, the expected and the
// given value; and because many people make this mistake, the check knows it by name. The second is delegated: `tf.mean`
// does the whole job. The third is uncheckable: it computes the share and forgets to `return` it.
//
// </details>

// %% [markdown] id="hint-text"
// Stuck? Each exercise has three hints, each more help than the one before. Run the next cell three times. The third hint
// nearly gives the answer away, so take your time before it. No points are taken off for hints.

// %% id="hint-run"
hint("mask-share");

// %% [markdown] id="exercise"
// ## 5. Your turn
//
// ### Exercise 1 ● The share of a mask
//
// Replace the line that throws with your answer, run the cell, then run the check below it. The dots say how hard an
// exercise is: ● a line or two, ●● a few lines, ●●● a puzzle. Break it once on purpose, to see what comes.

// %% id="mask-share" exercise="mask-share" role="answer"
/**
 * The share of a mask's pixels that belong to the object, without tf.mean.
 *
 * @param mask zeros and ones, [height, width], float32
 * @returns a scalar in [0, 1]
 */
function shareOf(mask: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  return tf.div(tf.sum(mask), mask.size);
  // END SOLUTION
}

// %% id="mask-share-check" exercise="mask-share" role="check"
await check("mask-share", shareOf);

// %% [markdown] id="recap"
// ## 6. Stop, restart, reset
//
// **A cell that does not end.** Try it. Press **Esc** to step out of the cell you are in, **B** for a cell of your own below
// it and **Enter** to step in; write `while (true) {}` and run it. The star in its brackets stays. Press the square ■ in the
// toolbar, or **Esc** and then **I** twice: the loop stops with the error *KeyboardInterrupt*, and everything you defined
// before is still there: `mask.size` in the next cell still says 9. (Stock tslab, if you chose it, stops the loop and keeps
// the variables too; it says *Script execution was interrupted*.)
//
// **A muddle.** If cells ran in an odd order and you no longer know what is defined, choose *Kernel → Restart Kernel and Run
// All Cells*. Your text stays, the variables are made anew. Every lesson runs from top to bottom like this, with or
// without your answers.
//
// **A fresh copy.** To begin a lesson anew, rename its `.ipynb` file and run `npm start` again: the missing notebook is
// built. A notebook that you have worked in is never overwritten by it.
//
// The last cell of each lesson shows your points and what is left. It knows of the checks that ran since the kernel started.
//
// ## Recap
//
// - **Shift + Enter** runs a cell; what it prints and its last value stand under it.
// - A type error means that nothing of the cell has run.
// - A check says one of five things and costs nothing; `hint("…")` helps, three times.
// - ■ stops a cell and keeps the variables; a restart forgets them and keeps the text.
// - Guess before you run.
//
// Go on with `01-one-hot.ipynb`. The words of the course are explained in its glossary, `docs/glossary.md`.

// %% id="progress"
progress("00-welcome");
