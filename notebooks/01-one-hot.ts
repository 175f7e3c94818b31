// %% [markdown] id="title"
// # 1 · One-hot and the missing gradient
//
// **The question.** A network gives three scores a pixel. You take the largest, write it as a one-hot row, compare it
// with the label, and call the share of wrong pixels your loss. How do you keep the gradient through `oneHot`?
//
// **The short answer.** You cannot, because there is none to keep. This lesson shows why, what TensorFlow.js does about
// it (it answers zero, or throws, or invents a slope, and only the error is loud), and what a loss may use one-hot for
// all the same.
//
// After it you can
//
// 1. tell from an expression whether its gradient is zero, an error, invented, or a slope, and find the operation at fault;
// 2. show by finite differences that index → one-hot is flat between its jumps;
// 3. write one-hot as the comparison it is;
// 4. write a loss that uses one-hot and still learns.
//
// **Time** 30 to 40 minutes · **You need** TypeScript, tensors and their shapes, and what a derivative is · **Exercises** ● 1, ●● 2, ●●● 1
//
// How to read it: before each code cell stands a question. Answer it, on paper if you like, *then* run the cell, then
// open what is folded below it. A guess that was wrong is worth more here than one that was right.
//
// Under each exercise stands its check. Run it as often as you like; before you have written anything it says so, and
// costs nothing.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import {
  brierLoss,
  curveFigure,
  oneHot,
  show,
  softmaxCrossEntropy,
  traceGradient,
  useBestBackend,
} from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="failure"
// ## 1. Training that does not train
//
// Four pixels, three classes. The numbers below are what a network might give before it has learnt anything: its *scores*,
// also called *logits*, one for each class, of any sign and size. Only the third pixel has its largest score at its label.
// So three of four pixels are wrong: the loss starts at 0.75.
//
// We let TensorFlow.js's own optimizer lower it, twenty steps with a large learning rate. Each step subtracts the gradient
// times that rate from the scores.

// %% id="hard-loss"
const labels = tf.tensor1d([0, 1, 2, 1], "int32");
const startScores = [
  [0.2, 1.1, 0.4],
  [0.6, 0.1, 0.3],
  [0.2, 0.5, 0.7],
  [0.9, 0.3, 0.1],
];

/** The share of pixels whose largest logit does not sit at the label: a scalar. */
function hardLoss(labels: tf.Tensor1D, logits: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const [pixels, classes] = logits.shape;
    const target = tf.oneHot(labels, classes);
    const predicted = tf.oneHot(tf.argMax(logits, -1).toInt(), classes);
    const right = tf.sum(tf.mul(target, predicted).toFloat());
    return tf.sub(1, tf.div(right, pixels));
  });
}

type Loss = (logits: tf.Tensor2D) => tf.Scalar;

/** Trains the scores of the four pixels on a loss; returns what `watch` says after every step. */
function trainScores(loss: Loss, steps: number, watch: Loss = loss): number[] {
  const scores = tf.variable(tf.tensor2d(startScores));
  const optimizer = tf.train.sgd(1);
  const watched = [watch(scores).arraySync()];
  for (let step = 0; step < steps; step++) {
    optimizer.minimize(() => loss(scores), false, [scores]);
    watched.push(watch(scores).arraySync());
  }
  return watched;
}

// %% [markdown] id="failure-predict"
// **Predict.** What is the loss after 1, 2 and 20 steps? Or does `minimize` throw?

// %% id="failure-run"
const hardLosses = trainScores((logits) => hardLoss(labels, logits), 20);
console.log([0, 1, 2, 20].map((step) => `step ${step}: ${hardLosses[step]}`).join("\n"));

// %% [markdown] id="failure-explain"
// <details><summary>What happened</summary>
//
// 0.75, and 0.75, and 0.75. No error, no warning: the optimizer ran twenty times and moved nothing. In a real project
// this looks like a learning rate that is too small or a network that is too weak, and people search there for days.
//
// </details>
//
// ## 2. Ask the tape
//
// TensorFlow.js records the operations from the variables to the loss on a tape and walks it backwards. `tf.grad` shows
// what arrives at the logits.
//
// **Predict.** Which gradient arrives: twelve zeros, twelve NaNs, small random numbers, or an error? (In PyTorch, where
// the forum thread behind this course began, the answer is an error.)

// %% id="tape-run"
const startLogits = tf.tensor2d(startScores);
const hardGradient = tf.grad((logits) => hardLoss(labels, logits as tf.Tensor2D))(startLogits);
hardGradient.print();

// %% [markdown] id="tape-explain"
// <details><summary>What happened</summary>
//
// Twelve zeros. For `argMax` and `oneHot` TensorFlow.js *registers* a gradient, and the registered gradient is zero. So
// the tape is whole, the optimizer finds its connection from variable to loss, and everything it carries is multiplied
// by zero on the way.
//
// PyTorch's `one_hot` takes integers and returns integers, and its tensors of integers cannot require a gradient at
// all. The chain breaks, and `backward()` says so. That is the better manners, and the reason why the thread could be
// asked in the first place: its author *saw* the gradient function missing. Here you would not.
//
// </details>
//
// ## 3. Four fates of a gradient
//
// The helper below prints two things for a function of three numbers: what the tape says, and what the function itself
// does when each input is moved a little to either side,
//
// $$ \frac{f(x_i + \varepsilon) - f(x_i - \varepsilon)}{2\varepsilon}, \qquad \varepsilon = 0.01 .$$
//
// This is the *central difference*. It knows nothing of tapes. Where the two lines differ, believe the second.

// %% id="describe-gradient"
const x = tf.tensor1d([-0.3, 0.3, 0.8]);

/** Prints the tape's gradient of Σ f(x) and, below it, the measured one. */
function describeGradient(name: string, f: (x: tf.Tensor1D) => tf.Tensor): void {
  const total = (at: tf.Tensor1D): tf.Scalar => tf.sum(f(at).toFloat());
  let tape: string;
  try {
    const gradient = tf.grad((at) => tf.sum(f(at as tf.Tensor1D)))(x);
    tape = Array.from(gradient.dataSync(), (slope) => slope.toFixed(2)).join(", ");
  } catch (error) {
    tape = `throws: ${(error as Error).message}`;
  }
  const epsilon = 0.01;
  const measured = [0, 1, 2].map((i) => {
    const step = tf.oneHot(i, 3).toFloat().mul(epsilon) as tf.Tensor1D;
    const rise = tf.sub(total(x.add(step)), total(x.sub(step))) as tf.Scalar;
    return (rise.arraySync() / (2 * epsilon)).toFixed(2);
  });
  console.log(`${name}\n  tape      ${tape}\n  measured  ${measured.join(", ")}`);
}

describeGradient("x²", (v) => tf.square(v));
describeGradient("round(x)", (v) => tf.round(v));

// %% [markdown] id="throws-predict"
// Fate one is a **slope**: for x² both lines agree. Fate two you know: a registered **zero**, as for `round`.
//
// Now one-hot is only one way to choose the largest entry. Here are three others: compare each entry with a threshold,
// compare each with the maximum, or ask `tf.topk`.
//
// **Predict.** Zero again?

// %% id="throws-run"
describeGradient("x > 0.5", (v) => tf.greater(v, 0.5).toFloat());
describeGradient("x = max(x)", (v) => tf.equal(v, tf.max(v)).toFloat());
describeGradient("topk", (v) => tf.oneHot(tf.topk(v, 1).indices, 3).toFloat());

// %% [markdown] id="throws-explain"
// <details><summary>What happened</summary>
//
// Fate three: it **throws**. For `Greater`, `Equal` and `TopK` no gradient is registered, and the tape cannot pass. As
// functions they are as flat as `round`, so this is an accident of the registry and not a statement about mathematics.
// But it is the friendliest of the four fates: you learn of it at the first step.
//
// </details>

// %% [markdown] id="cast-predict"
// Next, a round trip through the integers, as it happens when scores are stored as bytes, or when somebody writes
// "cast the class to a number".
//
// **Predict.** `v.toInt().toFloat()` is a staircase. What does the tape say: zero, or an error?

// %% id="cast-run"
describeGradient("x cast to int32 and back", (v) => v.toInt().toFloat());

// %% [markdown] id="cast-explain"
// <details><summary>What happened</summary>
//
// Neither: ones. The gradient of a cast is registered as "hand it on". The function is flat, as the measured line shows,
// and the tape says its slope is 1. Fate four: the gradient is **invented**.
//
// Invented is not always useless. Going hard forwards and pretending to be soft backwards is known as the
// *straight-through estimator* (Bengio, Léonard and Courville 2013), and some networks train by it. But
// then one should have chosen it, and know that it is biased. This one came with a cast.
//
// </details>

// %% [markdown] id="read-predict"
// Last, the values are read out and a new tensor is made from them: `tf.tensor(v.dataSync())`. People do this to use a
// library that wants arrays.
//
// **Predict.** First the read is the only way from `x` to the result; then it is one of two terms. Two different fates?

// %% id="read-run"
describeGradient("read out", (v) => tf.tensor1d(v.dataSync()));
describeGradient("0.1·x + read out", (v) => tf.add(v.mul(0.1), tf.tensor1d(v.dataSync())));

// %% [markdown] id="read-explain"
// <details><summary>What happened</summary>
//
// Cut the only path and TensorFlow.js throws: no connection from x to y. Leave any other path, however thin, and it is
// content: the tape says 0.1 where the slope is 1.1. In a network there nearly always is another path. So `dataSync`
// inside a loss is either an error or an invented gradient.
//
// </details>

// %% [markdown] id="fates"
// | fate | what you see | examples |
// |---|---|---|
// | zero | training runs, nothing moves | `argMax → oneHot`, `round`, `floor`, `sign`, `step` |
// | throws | an error at the first step | `greater`, `equal`, `topk`; a read that cuts the only path |
// | invented | training moves, somewhere | casts; a read beside another path |
// | slope | training works | `mul`, `softmax`, `relu`, `max` |
//
// ### Exercise 1 ● Six more expressions, four fates
//
// Give the fate of each expression below, of the gradient of its sum at `x = [-0.3, 0.3, 0.8]`. Decide first; then look
// with `describeGradient`. Not all six are what they seem.
//
// | name | expression |
// |---|---|
// | `clip` | `tf.clipByValue(x, 0, 1)` |
// | `floor` | `tf.floor(x)` |
// | `lessEqual` | `tf.lessEqual(x, 0.5).toFloat()` |
// | `toBool` | `x.toBool().toFloat()` |
// | `topkValues` | `tf.topk(x, 1).values` |
// | `timesItsOwnValues` | `x.mul(tf.tensor1d(x.dataSync()))`, which computes x² |

// %% id="gradient-fates" exercise="gradient-fates" role="answer"
type Fate = "slope" | "zero" | "throws" | "invented";
type Expression = "clip" | "floor" | "lessEqual" | "toBool" | "topkValues" | "timesItsOwnValues";

/**
 * What becomes of the gradient of an expression of the table.
 *
 * @returns "slope" when the tape agrees with the measurement and is not zero everywhere; else "zero", "throws" or
 * "invented".
 */
function fateOf(expression: Expression): Fate {
  // BEGIN SOLUTION
  const fates: Record<Expression, Fate> = {
    clip: "slope",
    floor: "zero",
    lessEqual: "throws",
    toBool: "invented",
    topkValues: "throws",
    timesItsOwnValues: "invented",
  };
  return fates[expression];
  // END SOLUTION
}

// %% id="gradient-fates-check" exercise="gradient-fates" role="check"
await check("gradient-fates", fateOf);

// %% [markdown] id="flat"
// Stuck? `hint("gradient-fates")` in a cell of your own gives a hint, and a bigger one each time you run it.
//
// ## 4. Is zero wrong?
//
// So TensorFlow.js answers zero for `argMax → oneHot`. Should somebody register something better? Look at the function
// and forget the tape: take the fourth pixel, whose label is class 1 and whose scores are (0.9, 0.3, 0.1), slide its
// score for class 1 from −1 to 2, and watch the loss.
//
// **Predict.** Sketch the curve of the hard loss. Where does it move, and what is its slope left and right of there?

// %% id="flat-run"
const slide = Array.from({ length: 301 }, (_, i) => -1 + i / 100);
const scoresAt = (score: number) =>
  tf.tensor2d(startScores.map((row, pixel) => (pixel === 3 ? [0.9, score, 0.1] : row)));

/** A loss with a slope: cross-entropy (lesson 6 takes it apart). Only its target is one-hot. */
function softLoss(labels: tf.Tensor1D, logits: tf.Tensor2D): tf.Scalar {
  return softmaxCrossEntropy(oneHot(labels, 3), logits) as tf.Scalar;
}

const hardCurve = slide.map((score) => hardLoss(labels, scoresAt(score)).arraySync());
const softCurve = slide.map((score) => softLoss(labels, scoresAt(score)).arraySync());
show(
  curveFigure(
    { "argMax → one-hot": hardCurve, "softmax cross-entropy": softCurve },
    {
      x: slide,
      title: "The hard loss is flat, jumps once, and is flat again",
      xTitle: "score of class 1 at the fourth pixel",
      description:
        "Loss over one score from −1 to 2. Solid: 0.75, a jump down at 0.9, then 0.5. " +
        "Dashed, with softmax: falling all along.",
    },
  ),
);

// %% [markdown] id="flat-explain"
// <details><summary>What happened</summary>
//
// The hard loss is 0.75 until class 1 overtakes class 0 at 0.9; there it falls to 0.5 at once, and stays. Its slope *is*
// zero, at every point but the jump, and at the jump it has none. The registered zero is the true derivative almost
// everywhere. It is right, and it is useless: standing at 0.3 you cannot feel that there is a step down at 0.9.
//
// That is the answer to "how do I retain the gradient of one-hot?". Nothing was lost that could be retained. What can be
// done is to *replace* the staircase by a ramp: the dashed curve falls all along, and its slope points to the jump.
//
// </details>
//
// ### Exercise 2 ●● Measure the slope yourself
//
// Write the central difference of `hardLoss` for every logit. With it you can see the flatness, and you can also see why
// measuring does not rescue you: near a tie the answer depends on the step you choose.

// %% id="hard-loss-slopes" exercise="hard-loss-slopes" role="answer"
/**
 * Slope of hardLoss with respect to every logit, by central differences.
 *
 * (L(z + ε) − L(z − ε)) / 2ε, one logit moved at a time, all others kept.
 *
 * @param labels class indices [pixels], int32
 * @param logits [pixels, classes], float32
 * @param epsilon the step ε, above 0
 * @returns [pixels, classes], float32
 */
function hardLossSlopes(labels: tf.Tensor1D, logits: tf.Tensor2D, epsilon: number): tf.Tensor {
  // BEGIN SOLUTION
  const rows = logits.arraySync();
  const lossWith = (pixel: number, k: number, by: number): number => {
    const moved = rows.map((row, i) => row.map((z, j) => (i === pixel && j === k ? z + by : z)));
    return hardLoss(labels, tf.tensor2d(moved)).arraySync();
  };
  return tf.tensor2d(
    rows.map((row, pixel) =>
      row.map(
        (_, k) => (lossWith(pixel, k, epsilon) - lossWith(pixel, k, -epsilon)) / (2 * epsilon),
      ),
    ),
  );
  // END SOLUTION
}

// %% id="hard-loss-slopes-check" exercise="hard-loss-slopes" role="check"
await check("hard-loss-slopes", hardLossSlopes);

// %% [markdown] id="comparison"
// ## 5. One-hot is a comparison
//
// Why is it flat? Because each entry of a one-hot row is the answer to a yes-or-no question: *is the label equal to k?*
// A question has no slope. The puzzle lets you write it that way. It is also the quickest one-hot you can write, and it
// gives an ignored pixel, usually marked 255, what it should get: a row of zeros.
//
// ### Exercise 3 ●● Puzzle: one-hot without `tf.oneHot`
//
// The specification is a loop. Write the same without one.
//
// ```ts
// for (let pixel = 0; pixel < labels.length; pixel++) {
//   for (let k = 0; k < depth; k++) {
//     encoded[pixel][k] = labels[pixel] === k ? 1 : 0;
//   }
// }
// ```

// %% id="one-hot-by-comparison" exercise="one-hot-by-comparison" role="answer"
/**
 * One-hot rows, without tf.oneHot and without a loop.
 *
 * @param labels class indices [pixels], int32; an index outside [0, depth) belongs to no class
 * @param depth how many classes
 * @returns [pixels, depth], each entry 0 or 1: numbers, float32 or int32, and no booleans
 */
function oneHotByComparison(labels: tf.Tensor1D, depth: number): tf.Tensor {
  // BEGIN SOLUTION
  const column = tf.expandDims(labels, -1);
  const classes = tf.range(0, depth, 1, "int32");
  return tf.equal(column, classes).toFloat();
  // END SOLUTION
}

// %% id="one-hot-by-comparison-check" exercise="one-hot-by-comparison" role="check"
await check("one-hot-by-comparison", oneHotByComparison);

// %% [markdown] id="target"
// ## 6. What one-hot is still good for
//
// A loss has two arguments. The *prediction* depends on the weights, and the gradient has to get through it. The
// *target* depends on nothing that is trained: it is a constant, and a constant may be as hard as it likes. The thread
// says so in a footnote: a loss can use the result of one-hot *and* the results of differentiable operations, and the
// gradient then flows through the latter.
//
// **Predict.** `softLoss` above uses `oneHot(labels)`, and a softmax of the logits. Which entries of the gradient
// will be zero? What is its sign at each pixel's own label?

// %% id="target-run"
const softGradient = tf.grad((logits) => softLoss(labels, logits as tf.Tensor2D))(startLogits);
for (const row of softGradient.arraySync() as number[][]) {
  console.log(row.map((slope) => slope.toFixed(2).padStart(5)).join("  "));
}

// %% [markdown] id="target-explain"
// <details><summary>What happened</summary>
//
// No entry is zero. At each pixel's label the gradient is negative: raise that score and the loss falls. At the other
// classes it is positive. The rows sum to zero, but for the rounding of what is printed, since adding one number to all
// scores of a pixel changes nothing. The one-hot target did no harm: it only chooses which probability counts.
//
// </details>
//
// ### Exercise 4 ●●● A loss that may use one-hot, and still learns
//
// `hardLoss` counts wrong pixels. Write the *expected* share of wrong pixels, if at each pixel a class were drawn with
// the probabilities that softmax gives. Softmax makes the scores $z_i$ of pixel $i$ positive and then makes them sum to 1,
//
// $$ p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}} , $$
//
// which is `tf.softmax`; lesson 2 looks at it closely. With the label $y_i$ of pixel $i$,
//
// $$ L = 1 - \frac{1}{N} \sum_{i=1}^{N} \sum_k [\,k = y_i\,]\; p_{ik} . $$
//
// The bracket is 1 where its equation holds and 0 elsewhere: entry $k$ of the one-hot label. Only the target may pass
// through one-hot. The check compares values and gradients.

// %% id="expected-error" exercise="expected-error" role="answer"
/**
 * Expected share of wrong pixels.
 *
 * @param labels class indices [pixels], int32
 * @param logits [pixels, classes], float32: scores before softmax
 * @returns a scalar in [0, 1]; its gradient with respect to the logits is the true one
 */
function expectedError(labels: tf.Tensor1D, logits: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  const classes = logits.shape[1];
  const target = tf.oneHot(labels, classes).toFloat();
  const atLabel = tf.sum(tf.mul(target, tf.softmax(logits)), -1);
  return tf.sub(1, tf.mean(atLabel));
  // END SOLUTION
}

// %% id="expected-error-check" exercise="expected-error" role="check"
await check("expected-error", expectedError);

// %% [markdown] id="trace-predict"
// ## 7. Ask the gradient doctor
//
// Finite differences say *that* a gradient is wrong, not *where*. `traceGradient` runs a loss once, follows each tensor from
// the loss back to the inputs you name, and says of each operation what becomes of the gradient there, with the line of
// the cell.
//
// **Predict.** At which operation of `hardLoss` does the gradient end: `sub`, `sum`, `mul`, `oneHot` or `argMax`? And what
// does the doctor say to `softLoss`, which uses `oneHot` too?

// %% id="trace-run"
const hardTrace = traceGradient((logits) => hardLoss(labels, logits as tf.Tensor2D), {
  logits: startLogits,
});
const softTrace = traceGradient((logits) => softLoss(labels, logits as tf.Tensor2D), {
  logits: startLogits,
});
console.log(String(hardTrace));
console.log(String(softTrace));

// %% [markdown] id="trace-explain"
// <details><summary>What happened</summary>
//
// Read the table from its last row up, as the gradient travels. It flows through `sub`, `div`, `sum` and `mul`, 0.25 at
// most, and `oneHot` turns it into zero; `argMax` would have done the same. The first lines say it in words, name the
// place (cell, line and column of your own code) and what to use instead. `softLoss` has a `oneHot` as well, yet it does not
// even appear: it makes the target, and no path leads from it to the logits.
//
// </details>

// %% [markdown] id="compile"
// ## 8. Let the compiler say it
//
// A silent zero can be made loud before anything runs. In this library `oneHot` returns a `Hard` tensor and the losses
// ask for a `Prediction`, which a `Hard` tensor is not. At run time both are plain tensors; a plain `tf.Tensor` is
// accepted too, so nobody has to wrap anything.
//
// The loss below is the Brier loss: at each pixel the squared distance of target and prediction,
// $\sum_k (t_k - p_k)^2$, averaged over the pixels. The line under `@ts-expect-error` hands a hard tensor over as a
// prediction. The mark tells the compiler that we know. Take it away, run the cell again, and the compiler refuses the
// whole cell.
//
// **Predict.** Is a `Hard` tensor refused as *target* too? And which of the two predictions has the smaller loss?

// %% id="compile-run"
const labelMap = tf.tensor2d([0, 1, 2, 1], [1, 4], "int32");
const chosenMap = tf.tensor2d([1, 0, 2, 0], [1, 4], "int32");
const hardTarget = oneHot(labelMap, 3);
const hardPrediction = oneHot(chosenMap, 3);
const softPrediction = tf.softmax(startLogits.reshape([1, 4, 3]));

const softScore = brierLoss(hardTarget, softPrediction);
// @ts-expect-error: a hard tensor is no prediction.
const hardScore = brierLoss(hardTarget, hardPrediction);
console.log("loss of the soft prediction:", softScore.dataSync()[0]?.toFixed(3));
console.log("loss of the hard prediction:", hardScore.dataSync()[0]?.toFixed(3));

// %% [markdown] id="compile-explain"
// <details><summary>What happened</summary>
//
// As target it is welcome. As prediction it is a type error. Computing the number is no crime: it is 1.500, since three of
// four pixels are wrong and a wrong one costs $1^2 + 1^2 = 2$. The soft prediction has the same largest classes and is
// less sure of them, so it costs 0.786. But training on the hard one is no use, so the end of the error's text tells what
// to pass instead:
//
// ```text
// Argument of type 'Hard' is not assignable to parameter of type 'Prediction'.
//   Types of property '[gradient]' are incompatible.
//     Type '"is zero"' is not assignable to type '"flows" | "must flow: pass softOneHot(logits), softBinary(logits) or straightThrough(soft) instead of a hard tensor" | undefined'.
// ```
//
// </details>
//
// ## 9. Instead: soft one-hot
//
// `softmax` is badly named; the thread proposes *SoftOneHotEncodedArgMax*. It does what `argMax → oneHot` does, gives
// nearly all to the largest score, but with a slope. That is the whole cure. How sharp it should be is a question of its
// own, for a later lesson.
//
// **Predict.** Train the same four pixels for twenty steps on `softLoss`, and watch the share of wrong pixels meanwhile.
// Does it fall although nobody minimises it?

// %% id="softmax-run"
const onSoftmax: Loss = (logits) => softLoss(labels, logits);
const softLosses = trainScores(onSoftmax, 20);
const wrongPixels = trainScores(onSoftmax, 20, (logits) => hardLoss(labels, logits));
show(
  curveFigure(
    {
      "trained on argMax → one-hot": hardLosses,
      "trained on softmax": softLosses,
      "wrong pixels meanwhile": wrongPixels,
    },
    {
      title: "The same optimizer, with and without a slope",
      yRange: [0, 1.4],
      description:
        "Loss over twenty steps: flat at 0.75 with one-hot, falling with softmax; the share of " +
        "wrong pixels falls from 0.75 to 0 in steps while softmax is trained.",
    },
  ),
);

// %% [markdown] id="recap"
// <details><summary>What happened</summary>
//
// Trained on one-hot, the loss stays at 0.75; trained on softmax, it falls. The share of wrong pixels, which nobody
// minimised, falls with it, in jumps. That is the deal of every soft loss: minimise the ramp, report the staircase.
//
// </details>
//
// ## Recap
//
// - The gradient of one-hot is not lost: index → one-hot is flat with jumps, and zero is its true derivative almost
//   everywhere.
// - TensorFlow.js does one of four things to what is flat: a registered zero, which is silent; an error; a slope that a
//   cast invents; and, where values are read out, an error if that was the only path and silence if it was not.
// - Finite differences tell which, since they know nothing of the tape; `traceGradient` tells where.
// - The *target* may be one-hot: it is a constant. The *prediction* must stay soft: softmax, or sigmoid for one channel.
// - The hard number is a metric. Report it; do not train on it.
//
// Next: [lesson 2](02-soft-one-hot.ipynb), how hard a soft one-hot may be. One solution of each exercise stands in this lesson's
// source, `01-one-hot.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": the question, the answer that one-hot is
//   not usefully differentiable, the footnote on what a loss may depend on, and softmax as a soft one-hot.
// - TensorFlow.js 4.22, `tfjs-core/src/gradients`: `ArgMax_grad.ts`, `OneHot_grad.ts`, `Round_grad.ts`, `Step_grad.ts`
//   register zeros; `Cast_grad.ts` hands the gradient on.
// - Y. Bengio, N. Léonard, A. Courville, *Estimating or Propagating Gradients Through Stochastic Neurons for Conditional
//   Computation*, arXiv 1308.3432 (2013): the straight-through estimator, the last of the four families in its abstract.
// - J. S. Bridle, *Training Stochastic Model Recognition Algorithms as Networks can Lead to Maximum Mutual Information
//   Estimation of Parameters*, NIPS 1989: softmax by its name.

// %% id="progress"
progress("01-one-hot");
