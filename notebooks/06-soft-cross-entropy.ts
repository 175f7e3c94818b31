// %% [markdown] id="title"
// # 6 · Cross-entropy with soft labels
//
// **The question.** A hundred people look at an image; 93 say dog. Another one gets 24 votes for dog. What is the label, and
// how do you train on it?
//
// **The concrete failure.** The usual pipeline takes the winner: dog, not dog. An image on which 51 people said dog then
// has the same label as one on which 100 did, and the network is trained to be certain about both. This lesson starts with
// that, and ends with a loss that takes the votes as they are.
//
// After it you can
//
// 1. turn votes into labels, and say what hardening them throws away;
// 2. write cross-entropy for soft labels from logits, so that no finite logit gives NaN;
// 3. derive its gradient, and spot the common one that trains ignored pixels;
// 4. say what its lowest value is, and why label smoothing is something else.
//
// **Time** 30 to 40 minutes · **You need** softmax, logarithms, lesson 1 · **Exercises** ● 1, ●● 2, ●●● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("votes-to-labels")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import {
  figure,
  landscapeFigure,
  show,
  smoothLabels,
  softmaxCrossEntropy,
  useBestBackend,
} from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="harden"
// ## 1. What the winner takes
//
// Three images, a hundred people each: 93, 51 and 24 said dog, the others cat. (The thread that this course follows counts
// 93 dogs and 3 cats, which leaves four people unaccounted for. If they shrugged, the share of those who decided is 93/96.
// We let the other seven say cat.)
//
// The "network" is the smallest there is: two logits for each image, trained directly. First on the winner, then on the
// shares, with the same loss, optimizer and number of steps.

// %% id="harden-define"
const dogVotes = [93, 51, 24];
const sharesOfDog = tf.tensor2d(dogVotes.map((dog) => [dog / 100, 1 - dog / 100]));
const winners = tf.tensor2d(dogVotes.map((dog) => (dog > 50 ? [1, 0] : [0, 1])));

/** Trains two logits an image; returns the loss after each step and the final probability of dog. */
function trainLogits(labels: tf.Tensor2D, steps: number) {
  const logits = tf.variable(tf.zeros<tf.Rank.R2>([labels.shape[0], 2]));
  const optimizer = tf.train.adam(0.1);
  const lossNow = () => softmaxCrossEntropy(labels, logits) as tf.Scalar;
  const losses = [lossNow().arraySync()];
  for (let step = 0; step < steps; step++) {
    optimizer.minimize(lossNow, false, [logits]);
    losses.push(lossNow().arraySync());
  }
  const dog = Array.from(tf.softmax(logits).slice([0, 0], [-1, 1]).dataSync());
  return { losses, dog };
}

// %% [markdown] id="harden-predict"
// **Predict.** After 300 steps, what probability of *dog* does each version give to the second image, about which people
// could not agree?

// %% id="harden-run"
const onWinners = trainLogits(winners, 300);
const onShares = trainLogits(sharesOfDog, 300);
const images = dogVotes.map((dog) => `${dog} of 100`);
const bars = (name: string, x: string[], y: number[]) => ({ type: "bar", name, x, y });
show(
  figure(
    [
      bars(
        "share of people",
        images,
        dogVotes.map((dog) => dog / 100),
      ),
      bars("trained on the winner", images, onWinners.dog),
      bars("trained on the shares", images, onShares.dog),
    ],
    {
      title: { text: "Trained on the winner, the doubt is gone" },
      barmode: "group",
      xaxis: { title: { text: "people who said dog" } },
      yaxis: { title: { text: "probability of dog" }, range: [0, 1.05] },
    },
    {
      description:
        "For images with 93, 51 and 24 dog votes of 100, three bars each: the share of people; " +
        "about 1, 1 and 0 when trained on the winner; 0.93, 0.51 and 0.24 when trained on the shares.",
    },
  ),
);
console.log("trained on the winner:", onWinners.dog.map((p) => p.toFixed(3)).join(", "));
console.log("trained on the shares:", onShares.dog.map((p) => p.toFixed(3)).join(", "));

// %% [markdown] id="harden-explain"
// <details><summary>What happened</summary>
//
// Trained on the winner, the network is sure that the second image is a dog. The label told it so: one vote more than half
// was turned into a one. Trained on the shares it says 0.51, which is all that anybody knows.
//
// That is the thread's advice. Labels are what you know about the data. If every image is clear, hard labels say all there
// is, and softening them would only throw knowledge away. If labels are soft by nature, hardening them throws it away. The
// effect is not only in toy examples: Peterson and others (2019) collected about fifty votes for each of 10,000 small
// photographs, and networks that were trained on the distributions generalised better and were harder to fool.
//
// </details>
//
// ### Exercise 1 ● From votes to a label
//
// Not every image was seen by a hundred people. Turn counts into labels.

// %% id="votes-to-labels" exercise="votes-to-labels" role="answer"
/**
 * Soft labels from votes: each class's share of the votes that its image got.
 *
 * @param votes counts [images, classes], float32; every image has at least one vote
 * @returns labels [images, classes] in [0, 1]; every row sums to 1
 */
function labelsOf(votes: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  return tf.div(votes, tf.sum(votes, -1, true));
  // END SOLUTION
}

// %% id="votes-to-labels-check" exercise="votes-to-labels" role="check"
await check("votes-to-labels", labelsOf);

// %% [markdown] id="floor"
// ## 2. A loss with a floor
//
// Cross-entropy asks for the logarithm of the probability that was given to what is true, and weighs by how true it is:
//
// $$ L(y, p) = -\sum_k y_k \log p_k . $$
//
// With a hard label all terms but one vanish, and the lowest value is 0. With a soft label several terms pull against each
// other.
//
// **Predict.** For the labels 0.93, 0.24 and 1, at which $p$ is the loss lowest? And is the lowest value 0?

// %% id="floor-run"
const lossOfDog = (y: number, p: number) =>
  -(y === 0 ? 0 : y * Math.log(p)) - (y === 1 ? 0 : (1 - y) * Math.log(1 - p));
const labels = [0.93, 0.24, 1];
const curves = labels.map((y) => [`label ${y}`, (p: number) => lossOfDog(y, p)] as const);
show(
  landscapeFigure(Object.fromEntries(curves), {
    range: [0.01, 0.99],
    points: 197,
    title: "A soft label's loss is lowest at p = y, and not zero there",
    axis: "predicted probability of dog, p",
    description:
      "Cross-entropy over the predicted probability, its lowest points marked: for the labels 0.93 and " +
      "0.24 they lie at 0.93 and 0.24, at heights 0.25 and 0.55; for the label 1 it falls to zero.",
  }),
);
for (const y of [0.93, 0.51, 0.24]) {
  console.log(`label ${y}: lowest loss ${lossOfDog(y, y).toFixed(4)}`);
}
console.log("training on the shares ended at", onShares.losses.at(-1)?.toFixed(4));

// %% [markdown] id="floor-explain"
// <details><summary>What happened</summary>
//
// Each soft label has its lowest point at $p = y$: cross-entropy is a *proper* score (Gneiting and Raftery 2007, section
// 3), honesty pays best. The value there is the label's entropy
//
// $$ H(y) = -\sum_k y_k \log y_k , $$
//
// 0.2536 for 93 of 100, 0.6929 for 51 and 0.5511 for 24. So a training on soft labels levels off above zero, and nothing is
// wrong: 0.4992, where ours ended, is the mean of these three. What is left to learn is the loss *minus* the entropy, the
// Kullback–Leibler divergence.
//
// </details>
//
// ### Exercise 2 ●● The floor
//
// Write the entropy. A class without a single vote is allowed, and $0 \cdot \log 0$ counts as 0, its limit; a computer thinks
// otherwise.

// %% id="label-entropy" exercise="label-entropy" role="answer"
/**
 * Entropy of every label in nats: the lowest value that its cross-entropy can have.
 *
 * @param labels [images, classes] in [0, 1], rows summing to 1; zeros allowed
 * @returns [images], float32, between 0 and log(classes)
 */
function labelEntropy(labels: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  const safe = tf.maximum(labels, 1e-30);
  return tf.neg(tf.sum(tf.mul(labels, tf.log(safe)), -1));
  // END SOLUTION
}

// %% id="label-entropy-check" exercise="label-entropy" role="check"
await check("label-entropy", labelEntropy);

// %% [markdown] id="naive"
// ## 3. From logits, or not at all
//
// When the thread was written, PyTorch's cross-entropy took class indices only, and the answer remarked that a soft version
// is easily written. It is, and it is easily written wrong. Lesson 3 met the trouble with one channel and a sigmoid; with
// several classes it comes from both sides. The obvious line takes the softmax, then its logarithm:
//
// ```ts
// loss = tf.neg(tf.sum(tf.mul(labels, tf.log(tf.softmax(logits))), -1));
// ```

// %% [markdown] id="naive-predict"
// **Predict.** The logits are 200 and 0, which a badly started network can produce. The label is first dog, then cat. What are
// the two losses, and what are the gradients?

// %% id="naive-run"
const farApart = tf.tensor2d([[200, 0]]);
const dogLabel = tf.tensor2d([[1, 0]]);
const catLabel = tf.tensor2d([[0, 1]]);

const naive = (labels: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  tf.neg(tf.sum(tf.mul(labels, tf.log(tf.softmax(logits))), -1));
const clipped = (labels: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  tf.neg(tf.sum(tf.mul(labels, tf.log(tf.clipByValue(tf.softmax(logits), 1e-7, 1))), -1));
const stable = (labels: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  softmaxCrossEntropy(labels, logits, { reduction: "none" });

console.log("e^-200:", Math.exp(-200), "and in float32:", Math.fround(Math.exp(-200)));
console.log("the smallest number above 0 in float32:", 2 ** -149);
for (const [name, loss] of Object.entries({ naive, clipped, stable })) {
  for (const [animal, label] of Object.entries({ dog: dogLabel, cat: catLabel })) {
    const [value] = loss(label, farApart).dataSync();
    const gradient = tf.grad((logits) => loss(label, logits))(farApart);
    const slopes = Array.from(gradient.dataSync()).join(", ");
    console.log(`${name}, label ${animal}: loss ${value?.toFixed(1)}, gradient ${slopes}`);
  }
}

// %% [markdown] id="naive-explain"
// <details><summary>What happened</summary>
//
// The softmax of (200, 0) is (1, e⁻²⁰⁰), and e⁻²⁰⁰ is about 10⁻⁸⁷. float32 ends near 10⁻⁴⁵, so the second entry is 0 and its
// logarithm −∞. With the label *dog*, which the network has right, $0 \cdot (-\infty)$ is NaN; with *cat* the loss is ∞. Both
// gradients are NaN, and after one step so is the network.
//
// Clipping is the usual plaster. It stops the NaN, and it also stops the learning: with *cat* the network is sure and
// wrong, the worst case there is, and its gradient is 0. The loss, 16.1, is $-\log 10^{-7}$: it comes from the clip, and
// the network has no part in it.
//
// The stable form never makes the small number:
// $\log \operatorname{softmax}(z)_k = z_k - \log \sum_j e^{z_j}$, with the largest logit taken out of the sum
// beforehand (Goodfellow, Bengio and Courville 2016, section 4.1). The loss is 200, as it should be, and the gradient is as
// large as it gets.
//
// </details>
//
// ### Exercise 3 ●●● Puzzle: soft-label cross-entropy from logits
//
// The specification is a loop, in double precision, where it gets away with more than float32 does:
//
// ```ts
// for (let item = 0; item < items; item++) {
//   const total = logits[item].reduce((sum, z) => sum + Math.exp(z), 0);
//   loss[item] = 0;
//   for (let k = 0; k < classes; k++) {
//     loss[item] -= labels[item][k] * (logits[item][k] - Math.log(total));
//   }
// }
// ```

// %% id="soft-cross-entropy" exercise="soft-cross-entropy" role="answer"
/**
 * Cross-entropy of soft labels and the softmax of logits, one number an item.
 *
 * The check compares its gradient with respect to the logits too.
 *
 * @param labels [items, classes] in [0, 1], float32
 * @param logits [items, classes], float32, any finite values
 * @returns [items], float32, finite
 */
function softCrossEntropy(labels: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  return tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits, -1)), -1));
  // END SOLUTION
}

// %% id="soft-cross-entropy-check" exercise="soft-cross-entropy" role="check"
await check("soft-cross-entropy", softCrossEntropy);

// %% [markdown] id="gradient"
// ## 4. The gradient, and a trap inside TensorFlow.js
//
// With $\log p_k = z_k - \log \sum_j e^{z_j}$ the loss can be written
//
// $$ L = \Big(\sum_j y_j\Big) \log \sum_j e^{z_j} - \sum_j y_j z_j . $$
//
// For a label that sums to one its derivative by $z_k$ is the well-known $p_k - y_k$, and many implementations *are* $p - y$.
// Now take segmentation: a pixel that nobody labelled is marked 255, and `tf.oneHot(255)` gives it a row of zeros. Its loss
// is $-\sum 0 \cdot \log p = 0$. It is ignored, or so it seems.
//
// **Predict.** What gradient does `tf.losses.softmaxCrossEntropy` send to the logits of that pixel? And where do these logits go
// in 100 steps?

// %% id="gradient-run"
const pixelLabels = tf.oneHot(tf.tensor1d([0, 255], "int32"), 3).toFloat();
const pixelLogits = tf.tensor2d([
  [2, 0, 0],
  [2, 0, 0],
]);

const theirs = (logits: tf.Tensor): tf.Tensor =>
  tf.losses.softmaxCrossEntropy(pixelLabels, logits, undefined, 0, tf.Reduction.SUM);
const ours = (logits: tf.Tensor): tf.Tensor =>
  softmaxCrossEntropy(pixelLabels, logits, { reduction: "sum" });

for (const [name, loss] of Object.entries({ "tf.losses": theirs, softgrad: ours })) {
  const [labelled, ignored] = tf.grad(loss)(pixelLogits).arraySync() as number[][];
  const logits = tf.variable(pixelLogits);
  const optimizer = tf.train.sgd(0.5);
  for (let step = 0; step < 100; step++)
    optimizer.minimize(() => loss(logits) as tf.Scalar, false, [logits]);
  const [, after] = logits.arraySync();
  const written = (row: number[] | undefined) => row?.map((value) => value.toFixed(3)).join(", ");
  console.log(`${name}\n  gradient at the labelled pixel ${written(labelled)}`);
  console.log(`  gradient at the ignored pixel  ${written(ignored)}`);
  console.log(`  ignored logits after 100 steps ${written(after)}`);
}

// %% [markdown] id="gradient-explain"
// <details><summary>What happened</summary>
//
// TensorFlow.js computes the loss right and registers $p - y$ as its gradient. With $y = 0$ that is $p$: the ignored pixel
// pushes all its logits down, the largest most, until they are equal, and then all of them further. A network learns from it
// to be undecided wherever nobody has labelled. The loss says 0 all the while. A finite-difference check finds it at once,
// because the loss does not change when those logits do.
//
// The mistake was made on paper: somebody took the sum of the label for 1 and then differentiated.
//
// </details>
//
// ### Exercise 4 ●● The gradient, by hand
//
// Differentiate $L$ as it stands above, for labels that sum to anything: 0 for an ignored pixel, 2 for one that counts
// double. Pencil first; then write what you found, without `tf.grad`.

// %% id="cross-entropy-gradient" exercise="cross-entropy-gradient" role="answer"
/**
 * Gradient of each item's soft-label cross-entropy with respect to its own logits.
 *
 * @param labels [items, classes], float32, 0 or more; rows may sum to anything, 0 included
 * @param logits [items, classes], float32
 * @returns [items, classes], float32
 */
function crossEntropyGradient(labels: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor {
  // BEGIN SOLUTION
  const weight = tf.sum(labels, -1, true);
  return tf.sub(tf.mul(tf.softmax(logits), weight), labels);
  // END SOLUTION
}

// %% id="cross-entropy-gradient-check" exercise="cross-entropy-gradient" role="check"
await check("cross-entropy-gradient", crossEntropyGradient);

// %% [markdown] id="smoothing"
// So the gradient is
//
// $$ \frac{\partial L}{\partial z_k} = \operatorname{softmax}(z)_k \sum_j y_j - y_k : $$
//
// $p - y$ where the label sums to 1, nothing where it is all zeros.
//
// ## 5. Label smoothing is something else
//
// Label smoothing (Szegedy and others 2016, section 7) also makes soft labels: it takes $\varepsilon$ from the hard label and
// spreads it evenly over all classes, $y' = (1 - \varepsilon)\, y + \varepsilon / K$. So is it a cheap way to get what the
// votes give?
//
// Three images, four classes. The votes: a clear dog; a dog that might be a wolf; a shape in the fog.
//
// **Predict.** All three have dog as the winner. How do their *smoothed* labels differ?

// %% id="smoothing-run"
const animals = ["dog", "cat", "wolf", "truck"];
const threeLabels = tf.tensor2d([
  [0.97, 0.02, 0.01, 0],
  [0.55, 0.01, 0.44, 0],
  [0.34, 0.22, 0.24, 0.2],
]);
const smoothed = smoothLabels(tf.oneHot(tf.argMax(threeLabels, -1).toInt(), 4), 0.1);
const voteRows = threeLabels.arraySync();
const smoothRows = smoothed.arraySync() as number[][];
show(
  figure(
    [
      bars("votes: clear dog", animals, voteRows[0] ?? []),
      bars("votes: dog or wolf", animals, voteRows[1] ?? []),
      bars("votes: fog", animals, voteRows[2] ?? []),
      bars("smoothed winner: all three", animals, smoothRows[0] ?? []),
    ],
    {
      title: { text: "Votes differ from image to image; smoothing does not" },
      barmode: "group",
      yaxis: { title: { text: "label" }, range: [0, 1.05] },
    },
    {
      description:
        "Bars for dog, cat, wolf and truck. The votes differ: 0.97 dog; 0.55 dog against 0.44 " +
        "wolf; spread out in fog. The smoothed label is one for all: 0.925 dog, 0.025 elsewhere.",
    },
  ),
);
console.log(smoothRows.map((row) => row.map((share) => share.toFixed(3)).join(", ")).join("\n"));

// %% [markdown] id="recap"
// <details><summary>What happened</summary>
//
// Not at all: 0.925 for dog and 0.025 for each other class, wolf and truck alike, in all three images. Smoothing is a
// regulariser. It says "never be quite sure" and knows nothing of the image. The votes say *about which image* to be
// unsure, and *between what*.
//
// </details>
//
// ## 6. What PyTorch could do then, and can now
//
// | | in 2021, up to 1.9 | since 1.10 (October 2021), and now |
// |---|---|---|
// | `CrossEntropyLoss` | class indices only | class indices, or class probabilities of the input's shape |
// | soft labels | write your own | `F.cross_entropy(logits, probabilities)` |
// | `ignore_index` | yes | with class indices only; a soft row of zeros has no loss, but counts in the mean |
// | `label_smoothing` | no | yes |
// | `BCEWithLogitsLoss` | soft targets | the same |
//
// So the thread was right when it was written, and is out of date in one sentence. In TensorFlow.js, `tf.losses` takes soft
// labels, with the trap you have seen; `softmaxCrossEntropy` of this library takes them without.
//
// ## Recap
//
// - Labels are what you know: 93 of 100 is 0.93, 24 of 100 is 0.24. Clear images deserve hard labels, doubtful ones soft.
// - Soft-label cross-entropy is $-\sum_k y_k \log \operatorname{softmax}(z)_k$, from the logits: the softmax underflows, its
//   logarithm does not have to.
// - Its gradient is $\operatorname{softmax}(z) \sum y - y$. With $p - y$ an ignored pixel keeps training.
// - Its lowest value is the entropy of the label, at $p = y$. A loss that levels off there has learnt all there is.
// - Label smoothing is the same doubt for every image; votes are each image's own.
//
// Next: [lesson 7](07-soft-targets.ipynb), such labels in Dice and IoU. One solution of each exercise stands in this lesson's
// source, `06-soft-cross-entropy.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": soft targets, the hundred people, and the
//   remark on `CrossEntropyLoss`.
// - PyTorch, release notes of 1.10 (class probabilities, `label_smoothing`) and the documentation of `cross_entropy`
//   (`ignore_index` "is only applicable when the target contains class indices").
// - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), sections 4.1 (overflow and underflow) and 6.2.2.3
//   (softmax units).
// - T. Gneiting, A. E. Raftery, *Strictly Proper Scoring Rules, Prediction, and Estimation*, JASA 102 (2007), section 3.
// - C. Szegedy and others, *Rethinking the Inception Architecture for Computer Vision*, CVPR 2016, section 7.
// - J. C. Peterson, R. M. Battleday, T. L. Griffiths, O. Russakovsky, *Human Uncertainty Makes Classification More Robust*,
//   ICCV 2019.
// - TensorFlow.js 4.22, `tfjs-core/src/ops/losses/softmax_cross_entropy.ts`: the gradient $p - y$.

// %% id="progress"
progress("06-soft-cross-entropy");
