// %% [markdown] id="title"
// # 2 · Softmax, the soft one-hot
//
// **The question.** One-hot has no gradient (lesson 1). What takes its place, and how hard may it be?
//
// **The concrete failure.** The thread's answer is `softmax(alpha * logits)`: a larger α makes harder labels. Somebody
// wants them *really* hard, sets α = 200, and training stands still. With α = 20 it ran. This lesson finds out where
// the gradient went, at which α it is largest, and what can be saved.
//
// After it you can
//
// 1. write soft labels of any hardness, and say why only differences of logits count;
// 2. say from α and a difference of logits how much gradient is left, and choose α by it;
// 3. take the logarithm of soft labels so that no finite logit gives infinity or NaN;
// 4. measure by the entropy how hard a label has become.
//
// **Time** 30 to 40 minutes · **You need** lesson 1, exponentials and logarithms, the chain rule · **Exercises** ● 1, ●● 2, ●●● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("hardened-labels")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import { curveFigure, entropy, saturationFigure, show, softOneHot, useBestBackend } from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="still"
// ## 1. Training that stands still
//
// The four pixels and three classes of lesson 1, with the same scores; three pixels are wrong. The loss is now soft:
// one minus the probability of the right class, averaged over the pixels. The probability is `softOneHot`, the
// library's $\mathrm{softmax}(\alpha \cdot \text{logits})$.
//
// Plain gradient descent, sixty steps. One thing differs from run to run: α.

// %% id="still-define"
const truth = tf.tensor2d([
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 1, 0],
]);
const startScores = tf.tensor2d([
  [0.2, 1.1, 0.4],
  [0.6, 0.1, 0.3],
  [0.2, 0.5, 0.7],
  [0.9, 0.3, 0.1],
]);

type Loss = (logits: tf.Tensor) => tf.Tensor;

/** Trains the scores of the four pixels; returns the loss before and after every step. */
function trainScores(loss: Loss, steps: number): { losses: number[]; scores: tf.Tensor } {
  const scores = tf.variable(startScores);
  const optimizer = tf.train.sgd(0.5);
  const losses: number[] = [];
  for (let step = 0; step <= steps; step++) {
    losses.push(tf.mean(loss(scores)).dataSync()[0] ?? Number.NaN);
    if (step < steps) optimizer.minimize(() => tf.mean(loss(scores)), false, [scores]);
  }
  return { losses, scores };
}

/** 1 − the probability of the right class, for each pixel. */
const missed =
  (alpha: number): Loss =>
  (logits) =>
    tf.sub(1, tf.sum(tf.mul(truth, softOneHot(logits, { alpha })), -1));

// %% [markdown] id="still-predict"
// **Predict.** α = 1, 5 and 200. Which run ends lowest? What does the run with α = 200 do?

// %% id="still-run"
const trained = [1, 5, 200].map((alpha) => ({
  alpha,
  losses: trainScores(missed(alpha), 60).losses,
}));
for (const { alpha, losses } of trained) {
  console.log(`α = ${alpha}: ${losses[0]?.toFixed(4)} → ${losses.at(-1)?.toFixed(4)}`);
}
const byAlpha = Object.fromEntries(trained.map(({ alpha, losses }) => [`α = ${alpha}`, losses]));
show(
  curveFigure(byAlpha, {
    title: "A harder label learns faster, and then not at all",
    yTitle: "1 − probability of the right class",
    yRange: [0, 1],
    description:
      "Loss over 60 steps: with α = 1 it falls slowly, with α = 5 fast and close to zero, with " +
      "α = 200 it stays at 0.75.",
  }),
);

// %% [markdown] id="still-explain"
// <details><summary>What happened</summary>
//
// With α = 1 the loss falls from 0.710 to 0.186, with α = 5 from 0.798 to 0.004: the harder label learned faster. With
// α = 200 it is 0.7500 before the first step and after the last.
//
// The run with α = 200 reports 0.75, as the hard loss of lesson 1 did: three of four pixels are wrong. And as there,
// nothing moves. It throws nothing, it warns of nothing.
//
// </details>
//
// ## 2. What softmax does
//
// The thread calls softmax by a better name: *SoftOneHotEncodedArgMax*. It takes the logits of a pixel and gives a row
// that resembles the one-hot row of the largest,
//
// $$ p_k = \frac{e^{\alpha z_k}}{\sum_j e^{\alpha z_j}} , $$
//
// in which everything is smooth. Divide the fraction by $e^{\alpha z_k}$ and you see what it depends on:
// $p_k = 1 \,/\, \sum_j e^{\alpha (z_j - z_k)}$. Only *differences* of logits count, and α stretches them all. The row is a
// prediction, made by the network. As it stands in the place of a one-hot label, the thread calls it a soft *label*, and so
// do we; the label that a person gave is the *target*.
//
// **Predict.** A pixel has the logits 2, 1, 0. What is its row for α = 1, 5, 20? What if all logits rise by 100? And what
// becomes of a tie, 1, 1, 0?

// %% id="rows-run"
const rowText = (row: tf.Tensor) =>
  Array.from(row.dataSync(), (p) => p.toFixed(4).padStart(8)).join("");

const pixel = tf.tensor2d([[2, 1, 0]]);
for (const alpha of [1, 5, 20]) {
  console.log(
    `2, 1, 0        α = ${String(alpha).padEnd(3)}${rowText(softOneHot(pixel, { alpha }))}`,
  );
}
console.log(`102, 101, 100  α = 1  ${rowText(softOneHot(tf.add(pixel, 100)))}`);
console.log(
  `1, 1, 0        α = 20 ${rowText(softOneHot(tf.tensor2d([[1, 1, 0]]), { alpha: 20 }))}`,
);

// %% [markdown] id="rows-explain"
// <details><summary>What happened</summary>
//
// 0.6652, 0.2447, 0.0900 for α = 1; 0.9933, 0.0067, 0.0000 for α = 5; one-hot to four digits for α = 20. A hundred more
// on every logit changes nothing. And a tie stays a tie, ½ and ½, for every α: α sharpens differences, and there is
// none. (`argMax` would pick the first.)
//
// </details>
//
// ### Exercise 1 ● Soft labels, as hard as you like
//
// `tf.softmax` is yours to use; the question is where α goes. (If you write it with `tf.exp` instead, mind large logits:
// the largest number of float32 is 3.4 · 10³⁸. Section 5 comes to that.)

// %% id="hardened-labels" exercise="hardened-labels" role="answer"
/**
 * Soft one-hot labels: the softmax of the stretched logits, over the classes.
 *
 * @param logits scores [pixels, classes], float32
 * @param alpha how hard the labels are, above 0
 * @returns probabilities [pixels, classes]; every row sums to 1
 */
function hardenedLabels(logits: tf.Tensor2D, alpha: number): tf.Tensor {
  // BEGIN SOLUTION
  return tf.softmax(tf.mul(logits, alpha));
  // END SOLUTION
}

// %% id="hardened-labels-check" exercise="hardened-labels" role="check"
await check("hardened-labels", hardenedLabels);

// %% [markdown] id="slope"
// ## 3. The gradient rises, then dies
//
// Two classes and one pixel are enough. The right class trails the wrong one by a gap: its logit is lower by $g$. Let
// $d = -g$ be the difference; then the right class has probability
// $1 / (1 + e^{-\alpha d}) = \sigma(\alpha d)$, where $\sigma(x) = 1 / (1 + e^{-x})$ is the *sigmoid*. Below, the tape is
// asked how much a higher logit of the right class would help, for three gaps and five values of α.
//
// **Predict.** Does the slope at the gap 0.1 rise or fall with α? At 0.5? At 2? Guess for each where it is largest.

// %% id="slope-run"
const alphas = [1, 5, 20, 50, 200];
const gaps = [0.1, 0.5, 2];

/** Slope of the right class's probability by its own logit, when that is lower by the gap. */
function measuredSlope(gap: number, alpha: number): number {
  const label = (right: tf.Tensor) =>
    softOneHot(tf.concat([right, tf.tensor2d([[gap]])], -1), { alpha }).slice([0, 0], [1, 1]);
  return (
    tf
      .grad(label)(tf.tensor2d([[0]]))
      .dataSync()[0] ?? Number.NaN
  );
}

console.log(`   α${gaps.map((gap) => `gap ${gap}`.padStart(12)).join("")}`);
for (const alpha of alphas) {
  const slopes = gaps.map((gap) => measuredSlope(gap, alpha).toPrecision(3).padStart(12));
  console.log(String(alpha).padStart(4) + slopes.join(""));
}

// %% [markdown] id="slope-explain"
// <details><summary>What happened</summary>
//
// At the gap 0.1 the slope climbs from 0.249 to 2.10 at α = 20, and is still 0.332 at 50; at 200 it is less than a
// millionth. At 0.5 it is largest at α = 5 already, and at 50 it is below a billionth. At 2 it only falls. At α = 200
// and a gap of 2 float32 has nothing left but zero.
//
// So α does two things. It makes the slope steeper where the pixel is undecided, and it makes the region narrower in
// which there is a slope at all. The thread warns of just this: as labels "get close to saturating, your
// differentiability will become less and less useful".
//
// </details>

// %% [markdown] id="slider-predict"
// The same for all distances at once. Move the slider below the figure; it stands at α = 1 and goes to 50.
//
// **Predict.** The area under the slope's curve, over all $d$: does it grow with α, fall, or stay?

// %% id="slider-run"
show(
  saturationFigure([1, 2, 5, 10, 20, 50], {
    slider: true,
    description:
      "The soft label and its slope over the difference of two logits, with a slider for α: from " +
      "a gentle rise with a slope of at most 0.25 at α = 1 to a jump with 12.5 at α = 50.",
  }),
);

// %% [markdown] id="slider-explain"
// <details><summary>What happened</summary>
//
// It stays: the area under a slope is the rise of the curve, and every label rises from 0 to 1. α cannot make gradient.
// It gathers what there is into a band around the tie, about $4/\alpha$ wide and $\alpha/4$ high, and takes it from
// everywhere else. A pixel that is badly wrong is far from the tie, so it is the first to lose its gradient.
//
// </details>
//
// ### Exercise 2 ●● The slope that is left
//
// Pencil first: differentiate $\sigma(\alpha d)$ by $d$. You may use $\sigma'(x) = \sigma(x)\,(1 - \sigma(x))$. Then write
// what you found as a formula: `tf.grad` would be the whole answer, so do without it here.

// %% id="saturation-slope" exercise="saturation-slope" role="answer"
/**
 * The derivative of σ(α d) by d, element by element.
 *
 * @param difference differences of two logits, [pixels], float32
 * @param alpha how hard the labels are, above 0
 * @returns slopes in [0, α/4], [pixels]
 */
function slopeOfSoftLabel(difference: tf.Tensor1D, alpha: number): tf.Tensor {
  // BEGIN SOLUTION
  const p = tf.sigmoid(tf.mul(difference, alpha));
  return tf.mul(tf.mul(p, tf.sub(1, p)), alpha);
  // END SOLUTION
}

// %% id="saturation-slope-check" exercise="saturation-slope" role="check"
await check("saturation-slope", slopeOfSoftLabel);

// %% [markdown] id="best"
// ## 4. Which α, then?
//
// At a gap $g$ the right class has $p = \sigma(-\alpha g)$, and by exercise 2 the slope is $\alpha\,p\,(1 - p)$. It is largest
// where its derivative by α is zero. With $x = \alpha g$ that derivative is $p\,(1 - p)\,(1 - x\,(1 - 2p))$, and
// $1 - 2p = \tanh \frac{x}{2}$, so
//
// $$ x \tanh \frac{x}{2} = 1, \qquad x \approx 1.543 . $$
//
// So $\alpha^\ast = 1.543 / g$: the best α belongs to a gap, and there is none for a whole image.
//
// **Predict.** Take the gap 2. Is the best α above or below 1? By which factor is the slope smaller at three times the
// best α? And at ten times?

// %% id="best-run"
const best = 1.543 / 2;
for (const factor of [0.9, 1, 1.1, 3, 10]) {
  const alpha = best * factor;
  const share = measuredSlope(2, alpha) / measuredSlope(2, best);
  console.log(`α = ${alpha.toFixed(3)}: ${share.toPrecision(3)} of the largest slope`);
}

// %% [markdown] id="best-explain"
// <details><summary>What happened</summary>
//
// Below: 0.771. A tenth more or less costs one per cent, three times the best α leaves a fifth, and ten times leaves 14
// millionths. Too soft by a factor is forgiven; too hard by a factor is not.
//
// The rule of thumb: look at the gaps of the pixels that are still *wrong*, and keep α times that gap at one or two. In
// section 1 the gaps were 0.5 to 0.9, so the best α lay between 1.7 and 3.1, and 5 did well. Remember also that a
// network can raise α by itself: doubling its last layer's weights doubles every gap.
//
// </details>
//
// ## 5. In log-space it stays alive
//
// Two things die when a softmax saturates, and only one of them must. The pixel below is wrong and sure of it: logits
// 2, 1, 0, the label is class 2. Once the probability itself is the score, once its logarithm; and the logarithm is
// taken in two ways, after the softmax and by `tf.logSoftmax`.
//
// **Predict.** α = 1 and α = 200. What are the values and the gradients with respect to the three logits?

// %% id="log-run"
const ofClass2 = (row: tf.Tensor) => tf.sum(row.slice([0, 2], [1, 1]));
const scores: { [name: string]: (x: tf.Tensor) => tf.Tensor } = {
  p: (x) => ofClass2(tf.softmax(x)),
  "log(softmax)": (x) => ofClass2(tf.log(tf.softmax(x))),
  logSoftmax: (x) => ofClass2(tf.logSoftmax(x)),
};
for (const alpha of [1, 200]) {
  for (const [name, score] of Object.entries(scores)) {
    const ofLogits = (logits: tf.Tensor) => score(tf.mul(logits, alpha));
    const value = ofLogits(pixel).dataSync()[0]?.toPrecision(4) ?? "";
    const gradient = Array.from(tf.grad(ofLogits)(pixel).dataSync(), (g) => g.toPrecision(3));
    console.log(
      `α = ${String(alpha).padEnd(4)}${name.padEnd(13)}${value.padStart(10)}   gradient ${gradient.join(", ")}`,
    );
  }
}

// %% [markdown] id="log-explain"
// <details><summary>What happened</summary>
//
// At α = 1 the two logarithms agree. At α = 200 the probability is 0 and its gradient is 0. The logarithm of that 0 is
// −∞, and its gradient NaN: $1/0$ times 0. `logSoftmax` says −400, which is right, and its gradient is −200, 0, 200:
// alive.
//
// Where does that gradient come from? The logarithm of the fraction is a difference, and differentiating its second term
// by the logit $z_i$ gives the softmax back:
//
// $$ \log p_k = \alpha z_k - \log \sum_j e^{\alpha z_j}, \qquad
//    \frac{\partial \log p_k}{\partial z_i} = \alpha\,[\,i = k\,] - \frac{\alpha\, e^{\alpha z_i}}{\sum_j e^{\alpha z_j}}
//    = \alpha\,\bigl([\,i = k\,] - p_i\bigr) . $$
//
// (The bracket is 1 where $i = k$ and 0 elsewhere.) In a word, $\alpha\,(\text{onehot}_k - p)$: as long as the pixel is wrong, it is of size α. The logarithm's slope, $1/p$, cancels exactly the small factor that saturation brought in. But it must never
// see the $p$ that was rounded to 0. That is why losses are computed from logits, and why the libraries'
// cross-entropies ask for them.
//
// </details>

// %% [markdown] id="overflow-predict"
// `logSoftmax` is one line of algebra, $\log p_k = x_k - \log \sum_j e^{x_j}$ with $x = \alpha z$. The last term is
// called *log-sum-exp*: a soft maximum, between $\max x$ and $\max x + \log(\text{classes})$.
//
// **Predict.** Written down as it stands, `tf.log(tf.sum(tf.exp(x)))`, what does it give for two logits of 0, of 88, of
// 89? And for two of −104?

// %% id="overflow-run"
for (const x of [0, 88, 89, -104]) {
  const two = tf.tensor1d([x, x]);
  const plain = tf
    .log(tf.sum(tf.exp(two)))
    .dataSync()[0]
    ?.toFixed(3);
  const stable = tf.logSumExp(two).dataSync()[0]?.toFixed(3);
  console.log(`twice ${x}: plain ${plain}, tf.logSumExp ${stable}`);
}

// %% [markdown] id="overflow-explain"
// <details><summary>What happened</summary>
//
// Twice 0 gives log 2 = 0.693. Twice 88 is still fine. At 89 the exponential exceeds 3.4 · 10³⁸, the largest number of
// float32, and the result is infinite, though the right answer is a harmless 89.69. At −104 both exponentials are 0,
// and so comes −∞. The stable way takes the largest logit off first; then the largest exponential is $e^0 = 1$, and the
// sum lies between 1 and the number of classes:
//
// $$ \log \sum_j e^{x_j} = m + \log \sum_j e^{x_j - m}, \qquad m = \max_j x_j . $$
//
// </details>
//
// ### Exercise 3 ●●● Puzzle: the logarithm of soft labels, for any logits
//
// The specification is a loop; write the same with tensor operations. `tf.logSoftmax` and `tf.logSumExp` would be the
// whole answer, so do without them here.
//
// ```ts
// for (let pixel = 0; pixel < pixels; pixel++) {
//   let largest = -Infinity;
//   for (let k = 0; k < classes; k++) largest = Math.max(largest, alpha * logits[pixel][k]);
//   let total = 0;
//   for (let k = 0; k < classes; k++) total += Math.exp(alpha * logits[pixel][k] - largest);
//   for (let k = 0; k < classes; k++) {
//     result[pixel][k] = alpha * logits[pixel][k] - largest - Math.log(total);
//   }
// }
// ```

// %% id="log-soft-labels" exercise="log-soft-labels" role="answer"
/**
 * The logarithm of the softmax of α · logits, finite for every finite logit.
 *
 * @param logits scores [pixels, classes], float32
 * @param alpha how hard the labels are, above 0
 * @returns logarithms of probabilities, at most 0, [pixels, classes]
 */
function logSoftLabels(logits: tf.Tensor2D, alpha: number): tf.Tensor {
  // BEGIN SOLUTION
  const x = tf.mul(logits, alpha);
  const shifted = tf.sub(x, tf.max(x, -1, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
  // END SOLUTION
}

// %% id="log-soft-labels-check" exercise="log-soft-labels" role="check"
await check("log-soft-labels", logSoftLabels);

// %% [markdown] id="rescue-predict"
// Back to the four pixels that stood still at α = 200. The loss is now $-\log p$ of the right class, and a hundredth of
// it so that the steps keep their size.
//
// **Predict.** Do the pixels learn?

// %% id="rescue-run"
const surprise: Loss = (logits) =>
  tf.div(tf.sum(tf.mul(truth, tf.logSoftmax(tf.mul(logits, 200))), -1), -100);
const rescued = trainScores(surprise, 60);
const guessed = tf.argMax(rescued.scores, -1).dataSync().join(", ");
console.log(`loss ${rescued.losses[0]?.toFixed(4)} → ${rescued.losses.at(-1)?.toFixed(4)}`);
console.log(`largest logits at ${guessed}; labels 0, 1, 2, 1`);

// %% [markdown] id="rescue-explain"
// <details><summary>What happened</summary>
//
// They do. The loss falls from 1 to 0, and every pixel's largest logit is where its label says. α is still 200, and the
// probabilities of the three wrong pixels were below $10^{-40}$ at the start.
//
// So saturation kills losses that look at $p$, as overlaps do: there α must stay small. It does not kill cross-entropy,
// if that is computed in log-space.
//
// </details>
//
// ## 6. How hard is it? Entropy
//
// A number for "how hard" is the *entropy* of a row,
//
// $$ H = -\sum_k p_k \log p_k . $$
//
// It is $\log(\text{classes})$ when all are equal and 0 for a one-hot row (Shannon 1948, section 6). The logarithm is the
// natural one; the unit is then called a *nat*.
//
// **Predict.** Logits 2, 1, 0 once more. What is $H$ for α close to 0? Where, roughly, has it fallen to a tenth of that?

// %% id="entropy-run"
const manyAlphas = Array.from({ length: 61 }, (_, i) => i / 10);
const pixelsOf = (...logits: number[]) => tf.tensor2d(manyAlphas.map(() => logits));
/** One row of logits, stretched by each α in turn. */
const entropies = (...logits: number[]) => {
  const stretched = tf.mul(pixelsOf(...logits), tf.tensor2d(manyAlphas, [61, 1]));
  return Array.from(entropy(stretched, { activation: "softmax" }).dataSync());
};
const clear = entropies(2, 1, 0);
const close = entropies(2, 1.8, 0);
const tie = entropies(2, 2, 0);
const tenth = clear.findIndex((h) => h < Math.log(3) / 10);
console.log(`α = 0: ${clear[0]?.toFixed(4)}; below a tenth from α = ${manyAlphas[tenth]}`);
show(
  curveFigure(
    { "logits 2, 1, 0": clear, "logits 2, 1.8, 0": close, "logits 2, 2, 0": tie },
    {
      x: manyAlphas,
      title: "α hardens a clear pixel, and cannot harden a tie",
      xTitle: "α",
      yTitle: "entropy in nats",
      yRange: [0, 1.15],
      description:
        "Entropy over α from 0 to 6 for three pixels: all begin at 1.1; the clear pixel falls to " +
        "nearly 0, the close one more slowly, the tie stays at 0.69.",
    },
  ),
);

// %% [markdown] id="entropy-explain"
// <details><summary>What happened</summary>
//
// log 3 = 1.0986 at α = 0, where every row is even. It is down to a tenth at α = 3.8.
//
// A pixel at 2, 1.8, 0 needs a much larger α; the tie stays at log 2 = 0.693 for ever. Where the entropy has gone to
// zero, so has the gradient of $p$: both vanish when every probability is near 0 or 1. The mean entropy of a batch is
// therefore a cheap thing to log while you train on a soft loss.
//
// </details>
//
// ### Exercise 4 ●● How hard is it? The entropy of each pixel
//
// From logits, and for any α: 0 · log 0 counts as 0. Here `tf.logSoftmax` is welcome.

// %% id="row-entropy" exercise="row-entropy" role="answer"
/**
 * The entropy of each pixel's soft labels, in nats.
 *
 * @param logits scores [pixels, classes], float32
 * @param alpha how hard the labels are, above 0
 * @returns entropies in [0, log(classes)], [pixels]
 */
function rowEntropy(logits: tf.Tensor2D, alpha: number): tf.Tensor {
  // BEGIN SOLUTION
  const logP = tf.logSoftmax(tf.mul(logits, alpha));
  return tf.neg(tf.sum(tf.mul(tf.exp(logP), logP), -1));
  // END SOLUTION
}

// %% id="row-entropy-check" exercise="row-entropy" role="check"
await check("row-entropy", rowEntropy);

// %% [markdown] id="recap"
// ## Recap
//
// - Softmax is a soft one-hot of the arg max. It sees differences of logits; α stretches them.
// - The slope of a soft label is $\alpha\,p\,(1 - p)$. α makes it higher near a tie and takes it away elsewhere; for a gap $g$
//   it is largest at $\alpha = 1.543/g$.
// - At α = 200 a gap of half a unit leaves nothing. There is no error and no warning, only a loss that does not move.
// - $\log p$, computed from logits with the largest taken off first, keeps a gradient of size α for a wrong pixel.
// - The entropy of the rows says how hard they are, and warns before the gradient is gone.
//
// Next: [lesson 3](03-binary.ipynb), the same with a single channel. One solution of each exercise stands in this
// lesson's source, `02-soft-one-hot.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": the name SoftOneHotEncodedArgMax, α, and the
//   warning about saturation.
// - J. S. Bridle, *Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to
//   Statistical Pattern Recognition*, in Neurocomputing, NATO ASI Series 68 (1990): the name softmax.
// - G. Hinton, O. Vinyals, J. Dean, *Distilling the Knowledge in a Neural Network*, arXiv 1503.02531 (2015), section 2: the
//   temperature $T = 1/\alpha$.
// - P. Blanchard, D. J. Higham, N. J. Higham, *Accurately computing the log-sum-exp and softmax functions*, IMA Journal of
//   Numerical Analysis 41 (2021): the shift by the maximum, and what it does to rounding.
// - C. E. Shannon, *A Mathematical Theory of Communication*, Bell System Technical Journal 27 (1948), section 6: the entropy.

// %% id="progress"
progress("02-soft-one-hot");
