// %% [markdown] id="title"
// # 7 · Soft targets in soft losses
//
// **The question.** "Please share your thoughts on having a soft target in a soft loss function. Could it be a better option?
// I will be more than happy if you suggest some relevant work on this." It is the thread's last question, and it got half
// an answer: with cross-entropy, yes; with other losses the details depend on the loss. Here are the details.
//
// **The concrete failure.** Seven pixels, and for each the share of annotators who marked it. Train on these shares with
// the Dice loss. The loss goes down, and the network ends up claiming that every pixel is certain.
//
// After it you can
//
// 1. predict where classic Dice and IoU send a prediction when the target is soft;
// 2. write a loss that is the IoU on hard masks and has its minimum at the target on soft ones;
// 3. say what is lost when annotators are averaged before the loss, or after;
// 4. tell label smoothing from disagreement, and name the papers that measured which of it helps.
//
// **Time** 35 to 45 minutes · **You need** lessons 4, 5 and 6 · **Exercises** ●● 2, ●●● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("best-mask")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import {
  diceSemimetricLoss,
  figure,
  jaccardMetricLoss,
  maskFigure,
  minimiserFigure,
  show,
  sigmoidCrossEntropy,
  smoothLabels,
  softDiceLoss,
  softIouLoss,
  useBestBackend,
} from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="snap"
// ## 1. A loss that will not take "perhaps" for an answer
//
// The shares are 0.05, 0.2, 0.35, 0.45, 0.55, 0.7 and 0.9. The figure below does no theory: from $p = \tfrac12$ it moves
// each of the seven predictions downhill until nothing changes.

// %% id="snap-define"
const shares = [0.05, 0.2, 0.35, 0.45, 0.55, 0.7, 0.9];

/** Pixels of one image and one class: [1, pixels, 1]. */
const pixelsOf = (values: readonly number[]): tf.Tensor =>
  tf.tensor([...values], [1, values.length, 1]);

/** A scalar tensor's number. */
const numberOf = (x: tf.Tensor): number => x.dataSync()[0] ?? Number.NaN;
const written = (values: readonly number[], digits = 2) =>
  values.map((value) => value.toFixed(digits)).join(", ");
const totalOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

// %% [markdown] id="snap-predict"
// **Predict.** Where do the seven predictions end under the soft Dice loss? Under the soft IoU? Is 0.45 rounded down?

// %% id="snap-run"
show(
  minimiserFigure(
    { "soft Dice": softDiceLoss, "soft IoU": softIouLoss },
    {
      targets: shares,
      title: "Classic Dice and IoU snap every doubt to 0 or 1",
      description:
        "Best prediction over the soft label. For both losses it is 0 up to the label 0.35 and 1 " +
        "from 0.45 on; the diagonal, p = t, is met by neither.",
    },
  ),
);
const target7 = pixelsOf(shares);
const hardened = pixelsOf([0, 0, 0, 1, 1, 1, 1]);
const majority = pixelsOf([0, 0, 0, 0, 1, 1, 1]);
const bestScore = 1 - numberOf(softDiceLoss(target7, hardened));
console.log(`best Dice score ${bestScore.toFixed(3)}, half of it ${(bestScore / 2).toFixed(3)}`);
for (const [name, p] of Object.entries({
  "the shares": target7,
  majority,
  "from 0.45 on": hardened,
})) {
  const dice = numberOf(softDiceLoss(target7, p)).toFixed(4);
  console.log(
    `${name}: Dice loss ${dice}, IoU loss ${numberOf(softIouLoss(target7, p)).toFixed(4)}`,
  );
}

// %% [markdown] id="snap-explain"
// <details><summary>What happened</summary>
//
// 0, 0, 0, 1, 1, 1, 1, for both. Agreeing with the target costs 0.3844, the majority vote 0.3065, and the mask that also
// takes in the pixel which 55 % of the people left *out* costs 0.2778, least of all.
//
// The reason is short. $\sum pt$ and $\sum p$ are both linear in each $p_i$, and a quotient of two linear functions only
// rises or only falls. So each $p_i$ is best at an end. Which end? Marking a pixel adds $2t_i$ above the fraction bar and
// 1 below it. That raises the score $D$ if $2t_i > D$. At the best mask therefore
//
// $$ p_i = 1 \text{ where } t_i > \tfrac12 D^*, \text{ else } 0 . $$
//
// Here $D^* = 0.722$, and the cut is at 0.361: below ½, as always, since $D^* \le 1$. The IoU rises with Dice on every
// mask, so it ends at the same one.
//
// </details>
//
// ### Exercise 1 ●● Where classic Dice wants to go
//
// Given soft labels, find the prediction with the highest soft Dice score, $2\sum pt/(\sum p + \sum t)$. The cut depends on
// $D^*$, and $D^*$ on the cut; so there is something to search. No gradient is needed here, and `softDiceLoss` may
// score what you try on the way.

// %% id="best-mask" exercise="best-mask" role="answer"
/**
 * The mask whose soft Dice score against soft labels is highest.
 *
 * @param target labels in [0, 1], [pixels], not all 0
 * @returns zeros and ones, [pixels], float32
 */
function bestMask(target: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const labels = Array.from(target.dataSync());
  const size = labels.reduce((total, label) => total + label, 0);
  let [best, cut, shared] = [0, 1, 0];
  for (const [n, label] of [...labels].sort((a, b) => b - a).entries()) {
    shared += label;
    const score = (2 * shared) / (n + 1 + size);
    if (score > best) [best, cut] = [score, label];
  }
  return tf.greaterEqual(target, cut).toFloat();
  // END SOLUTION
}

// %% id="best-mask-check" exercise="best-mask" role="check"
await check("best-mask", bestMask);

// %% [markdown] id="forms"
// ## 2. Forms that take a soft target
//
// What would an intersection of soft masks be? $p \cdot t$ is one choice. Another is $\min(p, t)$, what both admit, with
// the union $\max(p, t)$. On zeros and ones nobody can tell them apart. Summed, they give the *Jaccard metric loss*
// (Wang, Ning and Blaschko 2023) and its sister for Dice (Wang and others 2023):
//
// $$ \mathrm{JML} = 1 - \frac{\sum \min(p, t)}{\sum \max(p, t)}, \qquad
//    \mathrm{DML} = 1 - \frac{2\sum \min(p, t)}{\sum p + \sum t} = \frac{\sum |p - t|}{\sum p + \sum t} . $$
//
// The papers write $\min$ and $\max$ as $\tfrac12(p + t \mp |p - t|)$, which is the same, and have a second variant of each.
//
// **Predict.** Where do these two send the seven predictions? And Dice with squared denominators (lesson 5), and
// cross-entropy?

// %% id="forms-run"
const squaredDice = (t: tf.Tensor, p: tf.Tensor) => softDiceLoss(t, p, { squared: true });
/** Cross-entropy of probabilities; a millionth keeps it finite at 0 and 1, where a clip would be flat. */
const crossEntropyOf = (t: tf.Tensor, p: tf.Tensor): tf.Tensor => {
  const logOf = (x: tf.Tensor) => tf.log(tf.add(x, 1e-6));
  const ofBackground = tf.mul(tf.sub(1, t), logOf(tf.sub(1, p)));
  return tf.neg(tf.mean(tf.add(tf.mul(t, logOf(p)), ofBackground)));
};
show(
  minimiserFigure(
    {
      JML: jaccardMetricLoss,
      DML: diceSemimetricLoss,
      "squared Dice": squaredDice,
      "cross-entropy": crossEntropyOf,
    },
    {
      targets: shares,
      title: "Four losses that are lowest at the target itself",
      description:
        "Best prediction over the soft label for the Jaccard metric loss, the Dice semimetric loss, " +
        "squared Dice and cross-entropy: all four lie on the diagonal, p = t.",
    },
  ),
);
const hardOther = pixelsOf([0, 1, 0, 1, 1, 1, 0]);
for (const [name, [soft, classic]] of Object.entries({
  "IoU: JML and classic": [jaccardMetricLoss, softIouLoss],
  "Dice: DML and classic": [diceSemimetricLoss, softDiceLoss],
} as const)) {
  const onHard = [soft, classic].map((loss) => numberOf(loss(hardened, hardOther)).toFixed(4));
  const onSoft = [soft, classic].map((loss) => numberOf(loss(target7, target7)).toFixed(4));
  console.log(`${name}: two hard masks ${onHard.join(" and ")}; p = t ${onSoft.join(" and ")}`);
}

// %% [markdown] id="forms-explain"
// <details><summary>What happened</summary>
//
// All four end on the diagonal. On hard masks JML *is* the IoU loss and DML *is* the Dice loss, to the last digit printed.
// At $p = t$ they are 0 where the classic forms charge 0.5553 and 0.3844.
//
// They do not get there alike. Cross-entropy and squared Dice are smooth at the bottom; JML and DML have a kink there, like
// $|p - t|$, so a fixed step size makes them jitter about the target. And only cross-entropy is a proper score that
// judges each pixel by itself; the other three weigh by area.
//
// </details>
//
// ### Exercise 2 ●●● Puzzle: an IoU for soft labels, without a loop
//
// `target` and `prediction` are `[batch, height, width, classes]`. The specification:
//
// ```ts
// for (let image = 0; image < batch; image++) {
//   for (let k = 0; k < classes; k++) {
//     let intersection = 0;
//     let union = 0;
//     for (let row = 0; row < height; row++) {
//       for (let column = 0; column < width; column++) {
//         const t = target[image][row][column][k];
//         const p = prediction[image][row][column][k];
//         intersection += Math.min(p, t);
//         union += Math.max(p, t);
//       }
//     }
//     loss[image][k] = 1 - intersection / union;
//   }
// }
// ```

// %% id="jaccard-metric" exercise="jaccard-metric" role="answer"
/**
 * Jaccard metric loss of every class of every image.
 *
 * The check compares its gradient with respect to the prediction too.
 *
 * @param target labels in [0, 1], [batch, height, width, classes], float32
 * @param prediction probabilities, the same shape
 * @returns losses in [0, 1], [batch, classes]; no smoothing
 */
function jaccardMetric(target: tf.Tensor4D, prediction: tf.Tensor4D): tf.Tensor {
  // BEGIN SOLUTION
  const pixelAxes = [1, 2];
  const intersection = tf.sum(tf.minimum(target, prediction), pixelAxes);
  const union = tf.sum(tf.maximum(target, prediction), pixelAxes);
  return tf.sub(1, tf.div(intersection, union));
  // END SOLUTION
}

// %% id="jaccard-metric-check" exercise="jaccard-metric" role="check"
await check("jaccard-metric", jaccardMetric);

// %% [markdown] id="volume"
// ## 3. Better at what? Volume
//
// If all that counts is a mask with a high Dice score, the snapping loss does what it says. If somebody measures the *size* of
// a lesion on it, it does not (Bertels and others 2019). Ten pixels are surely lesion. Twenty more at its rim are lesion
// with probability $q$, so its expected size is $10 + 20q$.
//
// **Predict.** How large is the lesion that Dice likes best for $q = 0.3$, and for $q = 0.45$?

// %% id="volume-run"
/** Trains one logit a pixel; returns the probabilities. */
function trainPixels(loss: (p: tf.Tensor) => tf.Tensor, count: number, steps = 120): number[] {
  const logits = tf.variable(tf.zeros([1, count, 1]));
  const optimizer = tf.train.adam(0.2);
  for (let step = 0; step < steps; step++) {
    optimizer.minimize(() => tf.sum(loss(tf.sigmoid(logits))) as tf.Scalar, false, [logits]);
  }
  return Array.from(tf.sigmoid(logits).dataSync());
}

const rims = [0.3, 0.45];
const lesionOf = (q: number) => [...Array<number>(10).fill(1), ...Array<number>(20).fill(q)];
const sizesBy = (loss: (t: tf.Tensor, p: tf.Tensor) => tf.Tensor) =>
  rims.map((q) => totalOf(trainPixels((p) => loss(pixelsOf(lesionOf(q)), p), 30)));
const expectedSizes = rims.map((q) => totalOf(lesionOf(q)));
const diceSizes = sizesBy(softDiceLoss);
const metricSizes = sizesBy(jaccardMetricLoss);
const rimNames = rims.map((q) => `rim with q = ${q}`);
show(
  figure(
    [
      { type: "bar", name: "expected", x: rimNames, y: expectedSizes },
      { type: "bar", name: "trained with Dice", x: rimNames, y: diceSizes },
      { type: "bar", name: "trained with JML", x: rimNames, y: metricSizes },
    ],
    {
      title: { text: "Dice makes a doubtful lesion too small, then too large" },
      barmode: "group",
      yaxis: { title: { text: "size in pixels, Σp" } },
    },
    {
      description:
        "Sizes for a rim of probability 0.3 and 0.45: expected 16 and 19; trained with Dice about " +
        "10 and 30; trained with the Jaccard metric loss about 16 and 19.",
    },
  ),
);
console.log(
  `expected ${written(expectedSizes, 1)}; Dice ${written(diceSizes, 1)}; JML ${written(metricSizes, 1)}`,
);
// The better of the two masks, without the rim and with it, has the best score.
const bestScores = rims.map((q) =>
  Math.max(20 / (20 + 20 * q), (2 * (10 + 20 * q)) / (40 + 20 * q)),
);
console.log(
  "half the best Dice score:",
  written(
    bestScores.map((score) => score / 2),
    3,
  ),
);

// %% [markdown] id="volume-explain"
// <details><summary>What happened</summary>
//
// 10 and 30 pixels, where 16 and 19 are expected: 6 too few, then 11 too many. The rim is left out or taken in as a whole:
// 0.3 lies below $\tfrac12 D^* = 0.385$, 0.45 above 0.388. A volume that is read off such a network is biased, and in which
// direction depends on how doubtful the rims are. JML, cross-entropy and squared Dice keep the shares, and with them the
// size: JML gives 16.0 and 18.9. (The missing tenth is the jitter about its kink.)
//
// </details>
//
// ## 4. Average the people, or average the losses?
//
// Often there is no share, but a mask from each of a few annotators. One can average the masks and take one loss, or take
// a loss for each and average those. Three people mark five pixels: the first marks four, the second two, the third one.
//
// **Predict.** Train five predictions with JML both ways. Do they agree? What kind of prediction does each lead to?

// %% id="people-run"
const people = [
  [1, 1, 1, 1, 0],
  [1, 1, 0, 0, 0],
  [1, 0, 0, 0, 0],
];
const shareOfPeople = [0, 1, 2, 3, 4].map((i) => totalOf(people.map((mask) => mask[i] ?? 0)) / 3);

type PixelLoss = (t: tf.Tensor, p: tf.Tensor) => tf.Tensor;
const ofMeanLabel = (loss: PixelLoss) => (p: tf.Tensor) => loss(pixelsOf(shareOfPeople), p);
const meanOfLosses = (loss: PixelLoss) => (p: tf.Tensor) =>
  tf.div(tf.addN(people.map((mask) => loss(pixelsOf(mask), p))), people.length);

console.log("mean label:                ", written(shareOfPeople));
for (const [name, loss] of Object.entries({
  "cross-entropy": crossEntropyOf,
  JML: jaccardMetricLoss,
})) {
  console.log(`${name}, loss of mean label: ${written(trainPixels(ofMeanLabel(loss), 5))}`);
  console.log(`${name}, mean of losses:     ${written(trainPixels(meanOfLosses(loss), 5))}`);
}
for (const guess of [shareOfPeople, [1, 1, 1, 1, 0], [1, 1, 0, 0, 0]]) {
  const mean = numberOf(meanOfLosses(jaccardMetricLoss)(pixelsOf(guess)));
  console.log(`mean JML against the three of (${written(guess)}): ${mean.toFixed(4)}`);
}

// %% [markdown] id="people-explain"
// <details><summary>What happened</summary>
//
// Cross-entropy is linear in $t$, so it does not matter: both ways it gives the shares. JML is not. On the mean label it gives
// the shares too (0.66 for 0.67 is its jitter). Averaged over the people it gives zeros and ones: each person's mask is hard,
// on hard masks JML is classic IoU's equal, and a mean of such losses snaps.
//
// It need not even snap to the best mask. Descent ended at the widest outline, 1, 1, 1, 1, 0, with a mean loss of 0.4167.
// The majority vote, 1, 1, 0, 0, 0, has 0.3333. Several masks are local minima, and the start decides. The shares
// have 0.4544: the best compromise, by *this* measure, is a mask and not a share.
//
// So the order of mean and loss is a choice of goal. For probabilities of what the next person will mark: mean label, and a loss
// that is lowest at $p = t$. For one mask that is near everybody's: mean of the losses.
//
// </details>
//
// ### Exercise 3 ●● The mean loss over annotators
//
// Write the second way: JML against each annotator's own mask, then the mean. There is one snag of TensorFlow.js 4.22.
// The gradients of `tf.minimum` and `tf.maximum` forget to sum over an axis that was broadcast, and fail; so give both
// inputs the same shape first.

// %% id="mean-loss" exercise="mean-loss" role="answer"
/**
 * Jaccard metric loss of one prediction against each annotator, averaged over the annotators.
 *
 * The check compares its gradient with respect to the prediction too.
 *
 * @param masks zeros and ones, [annotators, pixels], float32; no row is empty
 * @param prediction probabilities, [pixels], float32
 * @returns a scalar in [0, 1]
 */
function meanLoss(masks: tf.Tensor2D, prediction: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const repeated = tf.mul(tf.onesLike(masks), prediction);
  const intersection = tf.sum(tf.minimum(masks, repeated), -1);
  const union = tf.sum(tf.maximum(masks, repeated), -1);
  return tf.mean(tf.sub(1, tf.div(intersection, union)));
  // END SOLUTION
}

// %% id="mean-loss-check" exercise="mean-loss" role="check"
await check("mean-loss", meanLoss);

// %% [markdown] id="smoothing"
// ## 5. Smoothed labels are not disagreement
//
// No annotators at hand? Label smoothing makes soft targets out of hard ones. Ten people outline the same disc; each puts
// its edge somewhere else.
//
// **Predict.** Where in the image is the mean of the ten masks soft, and where is the smoothed majority?

// %% id="smoothing-run"
/** A disc in 9 × 9 pixels. */
const disc = (radius: number): tf.Tensor2D =>
  tf.tensor2d(
    Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: 9 }, (_, column) => (Math.hypot(row - 4, column - 4) <= radius ? 1 : 0)),
    ),
  );
const outlines = Array.from({ length: 10 }, (_, i) => disc(1.6 + 0.2 * i));
const agreed = tf.mean(tf.stack(outlines), 0) as tf.Tensor2D;
const voted = tf.greater(agreed, 0.5).toFloat() as tf.Tensor2D;
const bothClasses = tf.stack([tf.sub(1, voted), voted], -1);
const smoothedVote = smoothLabels(bothClasses, 0.2).slice([0, 0, 1]).reshape([9, 9]);
show(
  maskFigure(
    { majority: voted, "majority, smoothed": smoothedVote, "mean of ten people": agreed },
    {
      title: "Smoothing doubts every pixel; people doubt the edge",
      range: [0, 1],
      description:
        "Three masks of 9 by 9 pixels: a hard disc; the same disc with 0.9 inside and 0.1 outside; " +
        "and the mean of ten discs, sure in the middle and outside, graded in a ring between.",
    },
  ),
);
const unsureShare = (mask: tf.Tensor) =>
  numberOf(tf.mean(tf.logicalAnd(tf.greater(mask, 0.001), tf.less(mask, 0.999)).toFloat()));
console.log(
  "pixels in doubt: smoothed",
  unsureShare(smoothedVote).toFixed(2),
  "people",
  unsureShare(agreed).toFixed(2),
);
console.log(
  "JML of the smoothed label against the people:",
  numberOf(jaccardMetricLoss(agreed.reshape([1, 81, 1]), smoothedVote.reshape([1, 81, 1]))).toFixed(
    3,
  ),
);
console.log(
  "JML of the hard majority against the people:  ",
  numberOf(jaccardMetricLoss(agreed.reshape([1, 81, 1]), voted.reshape([1, 81, 1]))).toFixed(3),
);

// %% [markdown] id="smoothing-explain"
// <details><summary>What happened</summary>
//
// The smoothed label doubts every pixel of the image, the far corner and the centre like the edge. The people are of one mind
// about 65 % of the pixels, and graded in a ring between. By JML the smoothed label is even farther from the people than the
// hard majority, 0.372 against 0.320: it added doubt where there was none and took none of it away from the edge.
//
// </details>
//
// ## 6. Relevant work, one line and one run each
//
// **Soft targets carry more than the winner** (Hinton, Vinyals and Dean 2015): a large network's probabilities, softened
// by a temperature, teach a small one which wrong answers are nearly right.

// %% id="hinton"
for (const temperature of [1, 4]) {
  const soft = tf.softmax(tf.div(tf.tensor1d([6, 3, -2]), temperature));
  console.log(`temperature ${temperature}: ${written(Array.from(soft.dataSync()), 4)}`);
}

// %% [markdown] id="mueller-text"
// Temperature 4 shows what temperature 1 hid: the second class is wrong but near, 0.29, the third is far, 0.08.
//
// **Label smoothing helps, and costs** (Müller, Kornblith and Hinton 2019): networks are better calibrated with it, but make
// worse teachers, because it removes what the logits said about *similar* classes. Hard labels drive the gap between two
// logits up without end; smoothed by 0.1, they stop it at $\log(0.95/0.05) = 2.94$.

// %% id="mueller"
const sureLabel = tf.tensor([1], [1, 1, 1]);
const smoothLabel = tf.tensor([0.95], [1, 1, 1]);
for (const [name, label] of Object.entries({ hard: sureLabel, smoothed: smoothLabel })) {
  const gap = tf.variable(tf.zeros([1, 1, 1]));
  const optimizer = tf.train.adam(0.2);
  const gaps: number[] = [];
  for (let step = 1; step <= 120; step++) {
    optimizer.minimize(() => sigmoidCrossEntropy(label, gap) as tf.Scalar, false, [gap]);
    if (step % 40 === 0) gaps.push(numberOf(gap));
  }
  console.log(`${name} label, gap after 40, 80, 120 steps: ${written(gaps)}`);
}

// %% [markdown] id="peterson-text"
// The hard label's gap is 5.55 after 120 steps and still grows; the smoothed one has come to rest near 2.94.
//
// **People's votes generalise** (Peterson and others 2019, the data set CIFAR-10H): trained on the distribution of about fifty
// votes an image, networks are as unsure as people are, do better on unfamiliar test sets and resist attacks better. The
// reason in one number: what the next person's vote costs, in cross-entropy, if 60 of 100 said dog.

// %% id="peterson"
const nextVote = (p: number) => -0.6 * Math.log(p) - 0.4 * Math.log(1 - p);
for (const p of [0.98, 0.9, 0.6]) console.log(`says dog with ${p}: ${nextVote(p).toFixed(3)}`);

// %% [markdown] id="kohl-text"
// Being sure is dear: 1.577 for saying 0.98, against 0.673 for saying what the share is.
//
// **A mean can be nobody's answer** (Kohl and others 2018, the Probabilistic U-Net): if one expert marks the left and another
// the right, the mean is a wash, and says no more about which pixels go together. Their network answers *several times*, and
// gives each variant about as often as the experts do.

// %% id="kohl"
const left = pixelsOf([1, 1, 1, 0, 0, 0]);
const right = pixelsOf([0, 0, 0, 1, 1, 1]);
for (const [name, p] of Object.entries({
  "the mean": tf.mul(0.5, tf.add(left, right)),
  "one expert's": left,
})) {
  const losses = [left, right].map((mask) => numberOf(jaccardMetricLoss(mask, p)));
  console.log(
    `${name} answer: JML ${written(losses, 3)}, mean ${(totalOf(losses) / 2).toFixed(3)}`,
  );
}

// %% [markdown] id="gros-text"
// **Do not binarise what resampling made soft** (Gros, Lemay and Cohen-Adad 2021, SoftSeg): a pixel that is half covered is
// half lesion, and a network trained by regression on such labels found more of the small lesions. Shrink a disc to a third:

// %% id="gros"
const fine = disc(3.2).reshape([1, 9, 9, 1]) as tf.Tensor4D;
const coarse = tf.avgPool(fine, 3, 3, "valid");
const areaOf = (mask: tf.Tensor) => (9 * numberOf(tf.sum(mask))).toFixed(1);
console.log(
  `area ${numberOf(tf.sum(fine))}; soft and coarse ${areaOf(coarse)}; binarised ${areaOf(tf.round(coarse))}`,
);

// %% [markdown] id="islam-text"
// **Smooth by place, if you must smooth** (Islam and Glocker 2021, spatially varying label smoothing): weigh each label with
// its neighbours', and the doubt sits at the edge, where the exact boundary is open.

// %% id="islam"
const blurred = tf
  .avgPool(voted.reshape([1, 9, 9, 1]) as tf.Tensor4D, 3, 1, "same")
  .reshape([1, 81, 1]);
console.log(
  "JML of the blurred majority against the people:",
  numberOf(jaccardMetricLoss(agreed.reshape([1, 81, 1]), blurred)).toFixed(3),
);

// %% [markdown] id="recap"
// (A box blur stands in for their Gaussian weights.) Two more have had their run above: Bertels and others (2019) on volume, in section
// 3, and the two papers by Wang and others (2023), in section 2.
//
// ## Recap
//
// - A soft target in a soft loss is reasonable, and is better if the loss can take it. Cross-entropy can, as the thread says.
// - Classic Dice and IoU cannot: they are quotients of linear functions and snap to 0 and 1, with the cut at $D^*/2$.
// - JML, DML and squared Dice are lowest at $p = t$; on hard masks JML and DML are IoU and Dice.
// - Snapping is harmless if a mask is all you want, and biased if you measure its size or read its probabilities.
// - The loss of the mean label and the mean of the losses are the same for cross-entropy only. JML takes the first to the
//   shares and the second to a mask.
// - Smoothing is one doubt for all; disagreement has a place. Whether it pays on data is lesson 9's question.
//
// Next: [lesson 8](08-hard-forward.ipynb), for those who insist on hard masks. One solution of each exercise stands in this lesson's
// source, `07-soft-targets.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": the question, and soft targets in
//   `BCEWithLogitsLoss`.
// - Z. Wang, X. Ning, M. Blaschko, *Jaccard Metric Losses: Optimizing the Jaccard Index with Soft Labels*, NeurIPS 2023.
// - Z. Wang, T. Popordanoska, J. Bertels, R. Lemmens, M. Blaschko, *Dice Semimetric Losses: Optimizing the Dice Score with
//   Soft Labels*, MICCAI 2023.
// - J. Bertels, D. Robben, D. Vandermeulen, P. Suetens, *Optimization with Soft Dice Can Lead to a Volumetric Bias*, BrainLes
//   2019 (arXiv 1911.02278).
// - G. Hinton, O. Vinyals, J. Dean, *Distilling the Knowledge in a Neural Network*, arXiv 1503.02531 (2015).
// - R. Müller, S. Kornblith, G. Hinton, *When Does Label Smoothing Help?*, NeurIPS 2019.
// - J. C. Peterson, R. M. Battleday, T. L. Griffiths, O. Russakovsky, *Human Uncertainty Makes Classification More Robust*,
//   ICCV 2019.
// - S. A. A. Kohl and others, *A Probabilistic U-Net for Segmentation of Ambiguous Images*, NeurIPS 2018.
// - C. Gros, A. Lemay, J. Cohen-Adad, *SoftSeg: Advantages of Soft versus Binary Training for Image Segmentation*, Medical
//   Image Analysis 71 (2021).
// - M. Islam, B. Glocker, *Spatially Varying Label Smoothing: Capturing Uncertainty from Expert Annotations*, IPMI 2021.

// %% id="progress"
progress("07-soft-targets");
