// %% [markdown] id="title"
// # 3 · One channel
//
// **The question.** Road or not road: two classes. Do you need two channels, a softmax and one-hot labels for that, or
// is one logit a pixel enough? And which loss?
//
// **The concrete failure.** Somebody writes binary cross-entropy as the textbook has it, from the probability. It
// trains for hours. Then the network grows sure of one pixel, its logit reaches 20, and the loss is NaN. Nothing was
// wrong with that pixel: it was *right*.
//
// After it you can
//
// 1. turn two channels into one, and back, without changing a probability;
// 2. say what a threshold does to the gradient, and what $\sigma(\alpha \cdot \text{logit})$ does instead;
// 3. derive binary cross-entropy from logits, and say why the plain form gives NaN;
// 4. say why it is the honest default, and average it over the pixels that count.
//
// **Time** 30 to 40 minutes · **You need** lessons 1 and 2 · **Exercises** ● 1, ●● 2, ●●● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("one-channel")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import {
  curveFigure,
  maskFigure,
  show,
  sigmoidCrossEntropy,
  softBinary,
  useBestBackend,
} from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="two"
// ## 1. Two channels say one thing
//
// Lesson 2 found that a softmax sees only differences of logits. With two classes there is one difference, so there is
// one number to know. Divide the second probability by its numerator:
//
// $$ \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0) . $$
//
// In the library $\sigma(\alpha x)$ is `softBinary(x, { alpha })`.
//
// **Predict.** A pixel has the logits 1 (background) and 3 (foreground). Which probability of foreground do softmax and
// sigmoid give, and of which number is the sigmoid taken? And with α = 5 in both?

// %% id="two-run"
const twoLogits = tf.tensor2d([[1, 3]]);
for (const alpha of [1, 5]) {
  const bySoftmax = tf.softmax(tf.mul(twoLogits, alpha)).dataSync()[1];
  const bySigmoid = softBinary(tf.tensor1d([2]), { alpha }).dataSync()[0];
  console.log(
    `α = ${alpha}: softmax ${bySoftmax?.toFixed(6)}, sigmoid of α · 2: ${bySigmoid?.toFixed(6)}`,
  );
}

// %% [markdown] id="two-explain"
// <details><summary>What happened</summary>
//
// 0.880797 twice, and 0.999955 twice: $\sigma(3 - 1)$ and $\sigma(5 \cdot 2)$. The other way round, one logit $x$ is
// the pair $(0, x)$. So the thread's advice for binary masks, `sigmoid(alpha * logits)`, is the softmax of lesson 2
// with one channel saved.
//
// A warning: this holds for two classes that exclude each other. *Several* sigmoid channels, one a class, are several
// independent questions, and their answers need not sum to 1.
//
// </details>
//
// ### Exercise 1 ● Two channels into one
//
// A model was trained with two channels. Give the single logit whose sigmoid is the probability of channel 1.

// %% id="one-channel" exercise="one-channel" role="answer"
/**
 * The one logit that says as much as two.
 *
 * @param logits scores of background and foreground, [pixels, 2], float32
 * @returns logits of the foreground, [pixels]
 */
function oneLogitOf(logits: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  const channel = (k: number) => tf.squeeze(tf.slice(logits, [0, k], [-1, 1]), [1]);
  return tf.sub(channel(1), channel(0));
  // END SOLUTION
}

// %% id="one-channel-check" exercise="one-channel" role="check"
await check("one-channel", oneLogitOf);

// %% [markdown] id="threshold"
// ## 2. The threshold
//
// The thread's questioner wants labels that are 0 or 1. For one channel that is $\sigma(x) > \tfrac12$, or simply $x >
// 0$. Below is an image of 4 × 4 logits. The truth is a block of six pixels; the loss is the share of pixels that are
// wrong.
//
// **Predict.** What comes out if that loss is differentiated: through `tf.greater`, through `tf.round`, through
// `softBinary` with α = 1, 5, 50?

// %% id="threshold-run"
const block = tf.tensor2d([
  [0, 0, 0, 0],
  [1, 1, 1, 0],
  [1, 1, 1, 0],
  [0, 0, 0, 0],
]);
const unsure = tf.tensor2d([
  [-2, -1.5, -1, -2],
  [0.5, 1, -0.5, -1],
  [0.3, 1.5, 0.8, -0.2],
  [-2, -1, 0.4, -1.5],
]);

const labelings: { [name: string]: (logits: tf.Tensor) => tf.Tensor } = {
  greater: (x) => tf.greater(x, 0).toFloat(),
  round: (x) => tf.round(tf.sigmoid(x)),
  "α = 1": (x) => softBinary(x),
  "α = 5": (x) => softBinary(x, { alpha: 5 }),
  "α = 50": (x) => softBinary(x, { alpha: 50 }),
};
/** The mean distance of a labeling from the block: the share of wrong pixels if it is hard. */
const wrongShare = (labeling: (logits: tf.Tensor) => tf.Tensor) => (x: tf.Tensor) =>
  tf.mean(tf.abs(tf.sub(labeling(x), block)));

for (const [name, labeling] of Object.entries(labelings)) {
  const share = wrongShare(labeling)(unsure).dataSync()[0]?.toFixed(3);
  try {
    const slopes = Array.from(tf.grad(wrongShare(labeling))(unsure).dataSync(), Math.abs);
    const [most, least] = [Math.max(...slopes), Math.min(...slopes)];
    console.log(
      `${name.padEnd(8)} loss ${share}, gradients from ${least.toPrecision(2)} to ${most.toPrecision(2)}`,
    );
  } catch (error) {
    console.log(`${name.padEnd(8)} loss ${share}, throws: ${(error as Error).message}`);
  }
}

// %% [markdown] id="threshold-explain"
// <details><summary>What happened</summary>
//
// Two of sixteen pixels are wrong, 0.125. `greater` throws, `round` gives sixteen zeros. With α = 1 every pixel has a
// gradient, between 0.0066 and 0.015; with α = 5 they differ by a factor of several thousand; with α = 50 some are
// exactly 0 and the largest is 0.00014. It is lesson 2 again: α takes the gradient from the pixels that are sure.
//
// The thread: "if you insist on a hard loss function", you will "lose the gradients".
//
// Note what α does *not* do: it never moves the threshold. $\sigma(\alpha x) > \tfrac12$ exactly where $x > 0$,
// whatever α is. The mask that you report is the same; α only decides how the loss sees it.
//
// </details>

// %% [markdown] id="picture-predict"
// **Predict.** In the picture of $\sigma(\alpha x)$ below, which pixels still differ from a hard mask at α = 5?

// %% id="picture-run"
show(
  maskFigure(
    {
      truth: block,
      "α = 1": softBinary(unsure),
      "α = 5": softBinary(unsure, { alpha: 5 }),
      "α = 50": softBinary(unsure, { alpha: 50 }),
    },
    {
      title: "The larger α, the harder the mask",
      range: [0, 1],
      values: true,
      description:
        "Four masks of 4 by 4 pixels: the block of six; soft grey values for α = 1; nearly black " +
        "and white for α = 5; black and white for α = 50, with two pixels wrong.",
    },
  ),
);

// %% [markdown] id="picture-explain"
// <details><summary>What happened</summary>
//
// Those whose logit is near 0: 0.3 and −0.2 show as 0.82 and 0.27. At α = 50 all are 0 or 1, and two are wrong: one
// pixel of the block at −0.5 and one below it at 0.4.
//
// </details>
//
// ## 3. Binary cross-entropy, and the NaN
//
// "As an aside", the thread says at this point, "why not use BCEWithLogitsLoss (on a per-pixel basis)?" It is the
// better answer. Let $p$ be the probability of foreground. To what was observed the model gave the probability $p$ if the
// target $t$ is 1, and $1 - p$ if it is 0; both in one formula, $p^{\,t} (1-p)^{1-t}$. A good model gives it a high one.
// The logarithm turns the product into a sum,
//
// $$ \log \bigl( p^{\,t} (1-p)^{1-t} \bigr) = t \log p + (1 - t) \log (1 - p), $$
//
// and binary cross-entropy (BCE) is minus that: 0 for a sure and right answer, large for a sure and wrong one. Here it is
// as written, with $p = \sigma(x)$.
//
// **Predict.** The target is 1. Logits 2, 10, 17, 20: what is the loss? It should be small and smaller. And with target
// 0?

// %% id="nan-run"
/** Binary cross-entropy as the textbook has it. */
function plainLoss(target: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const p = tf.sigmoid(logits);
  const ofForeground = tf.mul(target, tf.log(p));
  const ofBackground = tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p)));
  return tf.neg(tf.add(ofForeground, ofBackground));
}

const someLogits = [2, 10, 17, 20];
for (const t of [1, 0]) {
  const target = tf.fill([4], t);
  const losses = plainLoss(target, tf.tensor1d(someLogits)).dataSync();
  const slopes = tf
    .grad((x) => plainLoss(target, x))(tf.tensor1d(someLogits))
    .dataSync();
  for (const [i, x] of someLogits.entries()) {
    console.log(
      `target ${t}, logit ${String(x).padStart(2)}: loss ${losses[i]?.toPrecision(4)}, gradient ${slopes[i]?.toPrecision(4)}`,
    );
  }
}
console.log("1 − sigmoid(20) =", tf.sub(1, tf.sigmoid(20)).dataSync()[0]);

// %% [markdown] id="nan-explain"
// <details><summary>What happened</summary>
//
// At logit 17 all is well: 6 · 10⁻⁸. At 20 the loss is NaN for the *right* answer and infinite for the wrong one, and
// the gradient is NaN for both. $1 - \sigma(20)$ is $2 \cdot 10^{-9}$, but between 0.99999994 and 1 float32 has no
// number, so $\sigma(20)$ is 1 and $1 - p$ is 0. Then $(1 - t) \log(1 - p) = 0 \cdot (-\infty)$, which is not a number.
//
// One such pixel in a mean over a million makes the mean NaN, its gradient NaN, and one step later every weight.
//
// </details>

// %% [markdown] id="clip-predict"
// The usual patch is to clip: keep $p$ between $10^{-6}$ and $1 - 10^{-6}$.
//
// **Predict.** Does that end the NaN? What is the gradient for a pixel with target 0 and logit 20, the worst mistake of
// all?

// %% id="clip-run"
/** The plain form with its probabilities kept off 0 and 1. */
function clippedLoss(target: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const p = tf.clipByValue(tf.sigmoid(logits), 1e-6, 1 - 1e-6);
  const ofBackground = tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p)));
  return tf.neg(tf.add(tf.mul(target, tf.log(p)), ofBackground));
}

const background = tf.tensor1d([0]);
for (const x of [5, 10, 20, 100]) {
  const logit = tf.tensor1d([x]);
  const loss = clippedLoss(background, logit).dataSync()[0]?.toFixed(3);
  const slope = tf
    .grad((z) => clippedLoss(background, z))(logit)
    .dataSync()[0]
    ?.toFixed(3);
  console.log(`target 0, logit ${x}: clipped loss ${loss}, gradient ${slope}`);
}

// %% [markdown] id="clip-explain"
// <details><summary>What happened</summary>
//
// The NaN is gone. But the loss stops at 13.8, and the gradient at 20 is 0.000: clipping is flat outside its bounds.
// The pixel that is most wrong is the one that no longer learns, and nothing reports it.
//
// </details>
//
// ## 4. From the logit
//
// The cure is algebra, not a small number. With $p = \sigma(x) = 1 / (1 + e^{-x})$, and so $1 - p = 1 / (1 + e^{x})$,
//
// $$ -\log \sigma(x) = \log(1 + e^{-x}), \qquad -\log(1 - \sigma(x)) = \log(1 + e^{x}) = x + \log(1 + e^{-x}) . $$
//
// Weigh them by $t$ and $1 - t$ and add:
//
// $$ L = x - x\,t + \log(1 + e^{-x}) . $$
//
// That is exact, but $e^{-x}$ overflows for $x < -88$. For negative $x$ take $\log(1 + e^{-x}) = -x + \log(1 + e^{x})$
// instead. Both cases in one line:
//
// $$ L = \max(x, 0) - x\,t + \log\left(1 + e^{-|x|}\right) . $$
//
// The exponential is never above 1. This is the form that TensorFlow documents for its
// `sigmoid_cross_entropy_with_logits`, and PyTorch's BCEWithLogitsLoss exists for the same reason.
//
// ### Exercise 2 ●●● Puzzle: binary cross-entropy for any logit
//
// The specification is a loop; write the same with tensor operations. `tf.losses.sigmoidCrossEntropy` and its kin would
// be the whole answer, so do without them here.
//
// ```ts
// for (let pixel = 0; pixel < pixels; pixel++) {
//   const x = logits[pixel];
//   const t = target[pixel];
//   loss[pixel] = Math.max(x, 0) - x * t + Math.log(1 + Math.exp(-Math.abs(x)));
// }
// ```

// %% id="binary-cross-entropy" exercise="binary-cross-entropy" role="answer"
/**
 * Binary cross-entropy of each pixel, from logits, finite for every finite logit.
 *
 * @param target labels in [0, 1], [pixels], float32
 * @param logits scores, the same shape
 * @returns losses, 0 or more, [pixels]
 */
function binaryCrossEntropy(target: tf.Tensor1D, logits: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const linear = tf.sub(tf.relu(logits), tf.mul(logits, target));
  return tf.add(linear, tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  // END SOLUTION
}

// %% id="binary-cross-entropy-check" exercise="binary-cross-entropy" role="check"
await check("binary-cross-entropy", binaryCrossEntropy);

// %% [markdown] id="pull-predict"
// ## 5. The gradient is the mistake
//
// **Predict.** The target is 1 and the network is surely wrong: $x = -8$. Which loss pulls hardest at this pixel: BCE,
// the squared error $(p - t)^2$, or the distance $|p - t|$ of section 2? The figure shows all three gradients over $x$.

// %% id="pull-run"
const manyLogits = Array.from({ length: 161 }, (_, i) => -8 + i / 10);
const p = manyLogits.map((x) => 1 / (1 + Math.exp(-x)));

/** The library's loss takes a class axis; here it has length 1. */
const column = (x: tf.Tensor) => tf.expandDims(x, -1);
const onTape = (loss: (x: tf.Tensor) => tf.Tensor) =>
  Array.from(tf.grad(loss)(tf.tensor1d(manyLogits)).dataSync());
const ones = tf.onesLike(tf.tensor1d(manyLogits));
const pulls = {
  "cross-entropy": onTape((x) =>
    sigmoidCrossEntropy(column(ones), column(x), { reduction: "sum" }),
  ),
  "squared error": onTape((x) => tf.square(tf.sub(tf.sigmoid(x), 1))),
  distance: onTape((x) => tf.sub(1, tf.sigmoid(x))),
};
for (const [name, slopes] of Object.entries(pulls)) {
  console.log(`${name} at logit −8: ${slopes[0]?.toPrecision(3)}`);
}
const distance = Math.max(...pulls["cross-entropy"].map((g, i) => Math.abs(g - ((p[i] ?? 0) - 1))));
console.log(`cross-entropy's gradient is p − t, but for ${distance.toExponential(0)}`);
show(
  curveFigure(pulls, {
    x: manyLogits,
    title: "Only cross-entropy still pulls at a pixel that is surely wrong",
    xTitle: "logit of a pixel whose target is 1",
    yTitle: "gradient",
    description:
      "Three gradients over the logit from −8 to 8: cross-entropy rises from −1 to 0; squared " +
      "error and distance dip near 0 and vanish on both sides.",
  }),
);

// %% [markdown] id="pull-explain"
// <details><summary>What happened</summary>
//
// Cross-entropy pulls with −1.00, the squared error with −0.00067, the distance with −0.00034. The last two carry the
// factor $p\,(1-p)$ of the sigmoid, and saturate with it. In cross-entropy the logarithm's $1/p$ cancels it. Write the
// loss of section 4 as $L = \log(1 + e^{x}) - x\,t$, which is the same, and differentiate; what is left is the plainest
// gradient there is,
//
// $$ \frac{\partial L}{\partial x} = \frac{e^{x}}{1 + e^{x}} - t = \sigma(x) - t, $$
//
// the prediction minus the target. The cell checked it: the tape differs from $p - t$ by no more than rounding.
//
// </details>
//
// ### Exercise 3 ●● The gradient, by hand
//
// Now with α: the loss is $L(t, \alpha x)$. Differentiate it by $x$. Pencil first, and no `tf.grad`.

// %% id="binary-gradient" exercise="binary-gradient" role="answer"
/**
 * The derivative of each pixel's binary cross-entropy of α · logit, by the logit.
 *
 * @param target labels in [0, 1], [pixels], float32
 * @param logits scores, the same shape
 * @param alpha the factor on the logits, above 0
 * @returns gradients in [−α, α], [pixels]
 */
function binaryGradient(target: tf.Tensor1D, logits: tf.Tensor1D, alpha: number): tf.Tensor {
  // BEGIN SOLUTION
  return tf.mul(tf.sub(tf.sigmoid(tf.mul(logits, alpha)), target), alpha);
  // END SOLUTION
}

// %% id="binary-gradient-check" exercise="binary-gradient" role="check"
await check("binary-gradient", binaryGradient);

// %% [markdown] id="honest"
// ## 6. The honest default
//
// A gradient of $p - t$ has a consequence. Suppose that a pixel looks the same in ten images, and in seven of them it
// is road. Whatever the network does, it gives all ten the same $p$. The mean gradient is $p - 0.7$, so the loss is
// lowest where $p$ is the true share. The losses of section 2 do not have this.
//
// **Predict.** One logit is trained on the ten targets. Where does $p$ end with BCE, with the squared error, and with the
// distance $|p - t|$?

// %% id="honest-run"
const seven = tf.tensor1d([1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
const tenLosses: { [name: string]: (x: tf.Tensor) => tf.Tensor } = {
  "cross-entropy": (x) => sigmoidCrossEntropy(column(seven), column(x)),
  "squared error": (x) => tf.square(tf.sub(tf.sigmoid(x), seven)),
  distance: (x) => tf.abs(tf.sub(tf.sigmoid(x), seven)),
};
for (const [name, loss] of Object.entries(tenLosses)) {
  const logit = tf.variable(tf.tensor1d([0]));
  const optimizer = tf.train.adam(0.2);
  for (let step = 0; step < 80; step++) {
    optimizer.minimize(() => tf.mean(loss(tf.tile(logit, [10]))), false, [logit]);
  }
  console.log(`${name}: p = ${tf.sigmoid(logit).dataSync()[0]?.toFixed(3)}`);
}

// %% [markdown] id="honest-explain"
// <details><summary>What happened</summary>
//
// Cross-entropy ends at 0.701 and the squared error at 0.702, both within 0.002 of the share. The distance goes to
// 0.996 and on towards 1: its mean is linear in $p$, and a line has its lowest point at an end. A network trained on it
// says "surely road" where three in ten say no.
//
// Losses that are lowest at the true probability are called *proper* (Gneiting and Raftery 2007). BCE is proper, it
// does not saturate, it takes a soft target as it is, and it treats each pixel by itself. That is why it is the default
// to beat. What it does not do is look at the mask as a whole: a thin road in a wide field is a small part of its sum.
// Lessons 4 and 5 are about losses that do.
//
// </details>
//
// ### Exercise 4 ●● The pixels nobody labelled
//
// "Per pixel" leaves one choice open: the mean over *which* pixels? Annotators leave margins and doubtful regions
// unlabelled. Write the mean over those that count, whose mask is 1, in all images together. Your function of exercise 2
// gives the loss of every pixel, if you hand it `target.flatten()` and `logits.flatten()`; flatten the mask too. A
// ready-made loss would do the averaging as well, so do without.

// %% id="void-pixels" exercise="void-pixels" role="answer"
/**
 * Mean binary cross-entropy over the pixels that count.
 *
 * @param target labels in [0, 1], [batch, height, width], float32
 * @param logits scores, the same shape
 * @param mask 1 where a pixel counts, 0 elsewhere, the same shape; at least one counts
 * @returns a scalar, 0 or more
 */
function maskedLoss(target: tf.Tensor3D, logits: tf.Tensor3D, mask: tf.Tensor3D): tf.Tensor {
  // BEGIN SOLUTION
  const linear = tf.sub(tf.relu(logits), tf.mul(logits, target));
  const losses = tf.add(linear, tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  return tf.div(tf.sum(tf.mul(losses, mask)), tf.sum(mask));
  // END SOLUTION
}

// %% id="void-pixels-check" exercise="void-pixels" role="check"
await check("void-pixels", maskedLoss);

// %% [markdown] id="recap"
// ## Recap
//
// - Two exclusive classes need one logit, $z_1 - z_0$: $\sigma(\alpha(z_1 - z_0))$ is the two-class softmax.
// - A threshold has no gradient. $\sigma(\alpha x)$ has one, near $x = 0$; α never moves the threshold itself.
// - From the probability, BCE is NaN at logit 20, since $1 - \sigma(20) = 0$ in float32. From the logit,
//   $\max(x, 0) - x\,t + \log(1 + e^{-|x|})$, it is finite for all.
// - Its gradient is $p - t$: full strength for a pixel that is surely wrong, and zero only where the probability is true.
// - Clipping hides the NaN and stops the worst pixels from learning.
//
// Next: [lesson 4](04-soft-iou.ipynb), a loss that looks at the whole mask. One solution of each exercise stands in this
// lesson's source, `03-binary.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": one channel with `sigmoid(alpha * logits)`, and
//   the aside that recommends BCEWithLogitsLoss per pixel.
// - The TensorFlow API documentation of `tf.nn.sigmoid_cross_entropy_with_logits`: the form with max and absolute value.
// - The PyTorch documentation of `torch.nn.BCEWithLogitsLoss`: why sigmoid and loss are computed as one.
// - C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.2: cross-entropy of logistic regression and
//   its gradient, prediction minus target.
// - T. Gneiting, A. E. Raftery, *Strictly Proper Scoring Rules, Prediction, and Estimation*, Journal of the American
//   Statistical Association 102 (2007): what makes a loss honest.

// %% id="progress"
progress("03-binary");
