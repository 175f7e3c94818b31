// %% [markdown] id="title"
// # 4 · IoU as a loss
//
// **The question.** Intersection over union is how segmentation is judged. Can it be trained on, and with which formula?
//
// **The concrete failure.** A forum answer gives a soft IoU in one line. Somebody uses it, trains, and the score climbs
// to 0.5 and stays there, although the masks look perfect. This lesson starts from that line, finds what it really
// computes, and mends it.
//
// After it you can
//
// 1. say why the thread's formula tops out at one half, and turn its number into the IoU;
// 2. write the soft IoU per class and image, channels last, without a loop;
// 3. tell a per-image score from a pooled one, and say which hides small objects;
// 4. choose the smoothing with open eyes, and score classes that do not occur.
//
// **Time** 35 to 45 minutes · **You need** lessons 1 and 3, axes of a tensor sum · **Exercises** ● 1, ●● 1, ●●● 2
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("soft-iou")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import { curveFigure, figure, maskFigure, show, softIouLoss, useBestBackend } from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="half"
// ## 1. A perfect score of one half
//
// Here is the thread's formula. Its sums run over axes 2 and 3, because PyTorch keeps images as
// `[batch, classes, height, width]`. TensorFlow.js keeps the classes last, so the pixels are axes 1 and 2.
//
// $$ T = \frac{\sum p\,t}{\sum (p + t)} $$
//
// Here $p$ is the prediction and $t$ the target. The IoU is the number of pixels in both, over the number in at least one.
//
// The masks are 4 × 4 pixels and one class, small enough to count. The target is a block of six pixels. Three predictions:
// the same block, the block moved right by one, and the row below it.

// %% id="masks"
const rows4 = (...pixels: number[][]) => tf.tensor4d(pixels.flat(), [1, 4, 4, 1]);

const block = rows4([0, 0, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0]);
const moved = rows4([0, 0, 0, 0], [0, 1, 1, 1], [0, 1, 1, 1], [0, 0, 0, 0]);
const below = rows4([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]);

/** The thread's formula, one number for each image and class: [batch, classes]. */
function threadFormula(target: tf.Tensor, prediction: tf.Tensor): tf.Tensor {
  const both = tf.sum(tf.mul(prediction, target), [1, 2]);
  return tf.div(both, tf.sum(tf.add(prediction, target), [1, 2]));
}

// %% [markdown] id="half-predict"
// **Predict.** Count by hand: what does the formula give for the three predictions? What *should* the IoU be for each?

// %% id="half-run"
for (const [name, prediction] of Object.entries({
  "the same block": block,
  "moved right by one": moved,
  "the row below": below,
})) {
  const [score] = threadFormula(block, prediction).dataSync();
  console.log(`${name}: ${score?.toFixed(3)}`);
}

// %% [markdown] id="half-explain"
// <details><summary>What happened</summary>
//
// ½, ⅓ and 0. The true IoUs are 1, ½ and 0: moved by one, four pixels are shared and eight are covered.
//
// The remark in the thread, that for booleans `pred + targ` would be the union, holds if `+` is a logical *or*. For
// numbers it is a sum, and a pixel that is in both masks counts as 2.
//
// </details>

// %% [markdown] id="twice-predict"
// **Predict.** In the picture below, which number stands in the four shared pixels of the fourth mask? Which should?

// %% id="twice-run"
const asRows = (mask: tf.Tensor) => tf.reshape(mask, [4, 4]);

show(
  maskFigure(
    {
      "target t": asRows(block),
      "prediction p": asRows(moved),
      "p · t: sums to 4": asRows(tf.mul(block, moved)),
      "p + t: sums to 12": asRows(tf.add(block, moved)),
    },
    {
      title: "A sum counts every shared pixel twice",
      range: [0, 2],
      values: true,
      description:
        "Four masks of 4 by 4 pixels: target, prediction, their product with four ones, their " +
        "sum with four twos.",
    },
  ),
);

// %% [markdown] id="twice-explain"
// <details><summary>What happened</summary>
//
// The shared pixels hold a 2 where the union needs a 1. Take the shared ones off once, and every covered pixel counts
// once:
//
// $$ \text{union} = \sum p + \sum t - \sum p\,t = 6 + 6 - 4 = 8 . $$
//
// That is the rule of inclusion and exclusion, and the thread's formula lacks the exclusion.
//
// </details>
//
// ## 2. It is Dice, halved
//
// The score named after Dice is $D = 2\sum pt \,/\, (\sum p + \sum t)$. So the thread's number is exactly $T = D/2$. Write
// $I$ for the intersection and $S = \sum p + \sum t$; then $J = I/(S - I)$ is the IoU (Jaccard's index), and
//
// $$ D = \frac{2J}{1+J}, \qquad T = \frac{J}{1+J} . $$
//
// **Predict.** Draw $D$ and $T$ over $J$. Where do they meet $J$ itself? Does either change the *order* of two
// predictions?

// %% id="curves-run"
const jaccards = Array.from({ length: 101 }, (_, i) => i / 100);
const dices = jaccards.map((j) => (2 * j) / (1 + j));
const threads = jaccards.map((j) => j / (1 + j));

show(
  curveFigure(
    { "Dice D": dices, "IoU J": jaccards, "thread T = D/2": threads },
    {
      x: jaccards,
      title: "The thread's number ends at one half",
      xTitle: "IoU J",
      yTitle: "score",
      yRange: [0, 1.05],
      description:
        "Three rising curves over the IoU from 0 to 1: Dice above the diagonal, ending at 1; " +
        "the IoU itself; the thread's formula below both, ending at one half.",
    },
  ),
);
const lastStep = (scores: readonly number[]) => ((scores[100] ?? 0) - (scores[99] ?? 0)).toFixed(4);
console.log(
  `the last step: J by ${lastStep(jaccards)}, D by ${lastStep(dices)}, T by ${lastStep(threads)}`,
);

// %% [markdown] id="curves-explain"
// <details><summary>What happened</summary>
//
// All three rise with $J$: for one mask they order predictions alike, and on hard masks each is a function of the others.
// Dice meets $J$ at 0 and 1 and is more generous between. $T$ meets $J$ at 0 only, and near the top it rises by a quarter of
// what $J$ rises. So the formula was never useless: it was a score in other units, under the wrong name.
//
// </details>
//
// ### Exercise 1 ● From the thread's number to the IoU
//
// Somebody logged $T$ for a whole training. Turn the numbers into IoUs. Pencil first: solve $T = J/(1+J)$ for $J$.

// %% id="thread-to-iou" exercise="thread-to-iou" role="answer"
/**
 * The IoU that belongs to a value of the thread's formula, element by element.
 *
 * @param thread values in [0, ½], any shape, float32
 * @returns IoUs in [0, 1], the same shape
 */
function iouFromThread(thread: tf.Tensor): tf.Tensor {
  // BEGIN SOLUTION
  return tf.div(thread, tf.sub(1, thread));
  // END SOLUTION
}

// %% id="thread-to-iou-check" exercise="thread-to-iou" role="check"
await check("thread-to-iou", iouFromThread);

// %% [markdown] id="hard"
// ## 3. The integer IoU has no slope
//
// Before anything is mended, recall lesson 1. The IoU that is *reported* rounds the probabilities to a mask first. Below
// is a prediction that is unsure everywhere, and the gradient of its rounded IoU.
//
// **Predict.** What arrives at the sixteen probabilities? And if the rounding is written `tf.greater(p, 0.5)`?

// %% id="hard-run"
const unsure = rows4(
  [0.1, 0.2, 0.1, 0.1],
  [0.6, 0.7, 0.4, 0.2],
  [0.6, 0.8, 0.7, 0.3],
  [0.1, 0.2, 0.2, 0.1],
);

/** Union by inclusion and exclusion, then the quotient, for one image and one class. */
function iouOfMasks(target: tf.Tensor, prediction: tf.Tensor): tf.Scalar {
  const both = tf.sum(tf.mul(target, prediction));
  return tf.div(both, tf.sub(tf.sum(tf.add(target, prediction)), both));
}

/** Sixteen numbers as four lines. */
function pixelText(image: tf.Tensor): string {
  const rows = asRows(image).arraySync() as number[][];
  return rows.map((row) => row.map((value) => value.toFixed(3).padStart(7)).join("")).join("\n");
}

console.log("IoU of the rounded mask:", iouOfMasks(block, tf.round(unsure)).arraySync().toFixed(3));
const roundedGradient = tf.grad((p) => iouOfMasks(block, tf.round(p)))(unsure);
console.log(`its gradient, by rounding:\n${pixelText(roundedGradient)}`);
try {
  tf.grad((p) => iouOfMasks(block, tf.greater(p, 0.5).toFloat()))(unsure);
} catch (error) {
  console.log(`its gradient, by threshold, throws:\n  ${(error as Error).message}`);
}

// %% [markdown] id="hard-explain"
// <details><summary>What happened</summary>
//
// Sixteen zeros by `round`, an error by `greater`. The thread's last word on it: a loss made of integer intersections and
// integer unions loses its gradients, so design a soft version. The design is simple. Leave the rounding out and put the
// probabilities into the same formula.
//
// </details>
//
// ## 4. The soft IoU
//
// $$ J(t, p) = \frac{\sum p\,t}{\sum p + \sum t - \sum p\,t}, $$
//
// summed over the pixels of one image and one class (Rahman and Wang 2016). On hard masks it is the IoU. Between them it
// is smooth, and its slope is what trains.
//
// **Predict.** Take the unsure mask again. Which pixels get a positive gradient of $J$, which a negative one?

// %% id="soft-run"
console.log(pixelText(tf.grad((p) => iouOfMasks(block, p))(unsure)));

// %% [markdown] id="soft-explain"
// <details><summary>What happened</summary>
//
// Positive inside the target block, negative outside, and only *two different numbers*: every pixel of the target gets the
// same gradient, however sure it already is. Cross-entropy treats pixels one by one and pulls hardest at those that are most
// wrong; an overlap knows only its sums.
//
// </details>
//
// ### Exercise 2 ●●● Puzzle: the soft IoU, without a loop
//
// The specification is a loop; `target` and `prediction` are `[batch, height, width, classes]`. Write the same with a
// handful of tensor operations.
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
//         intersection += p * t;
//         union += p + t - p * t;
//       }
//     }
//     score[image][k] = intersection / union;
//   }
// }
// ```

// %% id="soft-iou" exercise="soft-iou" role="answer"
/**
 * Soft intersection over union of every class of every image.
 *
 * The check compares its gradient with respect to the prediction too.
 *
 * @param target labels in [0, 1], [batch, height, width, classes], float32
 * @param prediction probabilities, the same shape
 * @returns scores in [0, 1], [batch, classes]; no smoothing
 */
function softIou(target: tf.Tensor4D, prediction: tf.Tensor4D): tf.Tensor {
  // BEGIN SOLUTION
  const pixelAxes = [1, 2];
  const both = tf.sum(tf.mul(target, prediction), pixelAxes);
  const areas = tf.sum(tf.add(target, prediction), pixelAxes);
  return tf.div(both, tf.sub(areas, both));
  // END SOLUTION
}

// %% id="soft-iou-check" exercise="soft-iou" role="check"
await check("soft-iou", softIou);

// %% [markdown] id="train"
// ## 5. Both train; one looks broken
//
// Sixteen logits, the block as target, Adam. Once the loss is $1 - T$ with the thread's formula, once $1 - J$ with the
// library's `softIouLoss`.
//
// **Predict.** Which of the two reaches zero? Which of the two *masks* is right in the end?

// %% id="train-run"
/** Trains sixteen logits on a loss; returns the loss after each step and the rounded mask. */
function trainMask(loss: (prediction: tf.Tensor) => tf.Tensor) {
  const logits = tf.variable(tf.randomNormal([1, 4, 4, 1], 0, 0.5, "float32", 4));
  const optimizer = tf.train.adam(0.3);
  const lossNow = (): tf.Scalar => tf.sum(loss(tf.sigmoid(logits)));
  const losses = [lossNow().arraySync()];
  for (let step = 0; step < 60; step++) {
    optimizer.minimize(lossNow, false, [logits]);
    losses.push(lossNow().arraySync());
  }
  return { losses, mask: tf.round(tf.sigmoid(logits)) };
}

const byThread = trainMask((p) => tf.sub(1, threadFormula(block, p)));
const byIou = trainMask((p) => softIouLoss(block, p));
for (const [name, { losses, mask }] of Object.entries({ "1 − T": byThread, "1 − J": byIou })) {
  const wrong = tf.sum(tf.abs(tf.sub(mask, block))).dataSync()[0];
  console.log(`${name}: loss ends at ${losses.at(-1)?.toFixed(3)}, ${wrong} of 16 pixels wrong`);
}
show(
  curveFigure(
    { "1 − T, the thread's": byThread.losses, "1 − J, the soft IoU": byIou.losses },
    {
      title: "Same masks in the end, but one loss cannot fall below one half",
      yRange: [0, 1],
      description:
        "Two falling loss curves over 60 steps: the thread's loss levels off at one half, " +
        "the soft IoU loss at zero.",
    },
  ),
);

// %% [markdown] id="train-explain"
// <details><summary>What happened</summary>
//
// Both masks are right: against a hard target, $T$ and $J$ rise together, so their losses have their minimum at the same
// mask. But $1 - T$ ends at one half. Whoever reads that as an IoU believes in a model that fails, or waits for a threshold
// that it can never meet, or adds it to another loss and weighs it wrongly: at the end $T$ moves only a quarter as much as
// $J$ does.
//
// </details>
//
// ## 6. Per image, per class, and what a mean hides
//
// The thread's sums leave `[batch, classes]`: a score for each class of each image. Then somebody takes a mean, and it
// matters where. Below are two images. In the first a large object is found but for one pixel; in the second a single pixel
// is the object, and it is missed.
//
// **Predict.** The two scores are 11/12 and 0. What is their mean? What comes out if both images are summed into *one*
// intersection and one union?

// %% id="means-run"
const twoTargets = tf.concat([
  rows4([1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]),
  rows4([0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]),
]);
const twoPredictions = tf.concat([
  rows4([1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0]),
  rows4([0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]),
]);

const perImage = tf.sub(
  1,
  softIouLoss(twoTargets, twoPredictions, { smooth: 0, reduction: "none" }),
);
const pooled = tf.sub(1, softIouLoss(twoTargets, twoPredictions, { smooth: 0, over: "batch" }));
const imageScores = Array.from(perImage.dataSync());
const bars = [
  ...imageScores,
  tf.mean(perImage).arraySync() as number,
  pooled.arraySync() as number,
];
show(
  figure(
    [
      {
        type: "bar",
        x: ["large object", "small object", "mean of the two", "pooled"],
        y: bars,
        text: bars.map((score) => score.toFixed(2)),
        textposition: "outside",
        marker: { color: ["#56B4E9", "#56B4E9", "#0072B2", "#D55E00"] },
      },
    ],
    {
      title: { text: "Pooled over the batch, the missed object nearly vanishes" },
      yaxis: { title: { text: "IoU" }, range: [0, 1.05] },
    },
    {
      description: "Four bars: large object 0.92, small object 0, their mean 0.46, pooled 0.79.",
    },
  ),
);

// %% [markdown] id="means-explain"
// <details><summary>What happened</summary>
//
// The mean of the scores is 0.46, the pooled score 0.79: eleven shared pixels of fourteen covered. Pooling weighs each
// image by its pixels. Neither is wrong. Averaging per image asks "how well is an object found?", pooling asks "how many
// pixels are right?", and small objects live or die by the difference. A paper that says "mean IoU" and not over what has
// said half.
//
// </details>
//
// ## 7. The class that is not there
//
// Most images do not contain most classes. Then $\sum t = 0$, and if nothing is predicted either, the quotient is 0/0.
//
// **Predict.** What do plain division and `tf.divNoNan` give for an empty pair? And what does the tape say to the latter?

// %% id="empty-run"
const empty = tf.zeros([1, 4, 4, 1]);
console.log("plain division:", iouOfMasks(empty, empty).arraySync());
console.log("divNoNan:      ", tf.divNoNan(tf.sum(empty), tf.sum(empty)).arraySync());
try {
  tf.grad((p) => tf.divNoNan(tf.sum(p), tf.sum(p)))(empty);
} catch (error) {
  console.log("its gradient:   throws:", (error as Error).message);
}

// %% [markdown] id="empty-explain"
// <details><summary>What happened</summary>
//
// NaN, which one optimizer step later is everywhere; then 0, which calls a perfect silence a total failure; and no gradient
// at all, since `divNoNan` asks whether the denominator *equals* zero, and equality has none (lesson 1).
//
// </details>

// %% [markdown] id="trap-predict"
// The usual cure is a small number $s$ on both sides of the fraction bar, added once, after the sums:
//
// $$ J_s = \frac{\sum pt + s}{\sum p + \sum t - \sum pt + s} . $$
//
// Both empty: $s/s = 1$, well done. With $s$ in the denominator only, it would be 0.
//
// Now the trap. An image of 100 pixels, the class absent, and the network says so: $p = 0.01$ in every pixel. A hundred
// times one per cent is one whole pixel.
//
// **Predict.** How large is the loss $1 - J_s$ for $s = 1$, and for $s = 10^{-5}$? Which of the two teaches the network more?

// %% id="trap-run"
const absent = tf.zeros([1, 10, 10, 1]);
const faint = tf.fill([1, 10, 10, 1], 0.01);
for (const smooth of [1, 0.1, 1e-5]) {
  const lossAt = (p: tf.Tensor) => softIouLoss(absent, p, { smooth }) as tf.Scalar;
  const slope = tf.grad(lossAt)(faint).dataSync()[0] ?? Number.NaN;
  const loss = lossAt(faint).arraySync();
  console.log(
    `smooth ${smooth}: loss ${loss.toFixed(5)}, gradient at each pixel ${slope.toFixed(5)}`,
  );
}

const leaked = Array.from({ length: 201 }, (_, i) => i / 100);
const absentLoss = (smooth: number) => leaked.map((total) => 1 - smooth / (total + smooth));
show(
  curveFigure(
    {
      "smooth 1": absentLoss(1),
      "smooth 0.1": absentLoss(0.1),
      "smooth 0.00001": absentLoss(1e-5),
    },
    {
      x: leaked,
      title: "A tiny smooth turns the loss of an absent class into a cliff",
      xTitle: "Σp: probability given to a class that is not there, in pixels",
      yRange: [0, 1.05],
      description:
        "Loss over the probability leaked to an absent class: with smooth 1 it rises gently to " +
        "two thirds at two pixels; with smooth 0.00001 it is 1 at once, and flat.",
    },
  ),
);

// %% [markdown] id="trap-explain"
// <details><summary>What happened</summary>
//
// With $s = 10^{-5}$ the loss is 0.99999: the network is 99 % right in every pixel and is told it has failed. Worse, the
// curve is flat there, so it is not told how to mend it: the gradient is $10^{-5}$ instead of 0.25. With $s = 1$ the loss
// is one half, and falling further is rewarded.
//
// There is no free choice. A large $s$ also makes small *present* objects cheap to miss. Common ways out: count only classes
// that are present (`classes: "present"`), or sum over the batch, where a class is rarely absent (`over: "batch"`), or let
// cross-entropy, which has no such trouble, speak for the empty pixels.
//
// </details>
//
// ### Exercise 3 ●●● A loss that survives an empty class
//
// The smoothed soft IoU loss: $1 - J_s$ with $s$ on both sides, one quotient for each class of each image, and the mean of
// them all.

// %% id="soft-iou-loss" exercise="soft-iou-loss" role="answer"
/**
 * 1 minus the smoothed soft IoU, averaged over every class of every image.
 *
 * The check compares its gradient with respect to the prediction too.
 *
 * @param target labels in [0, 1], [batch, height, width, classes], float32
 * @param prediction probabilities, the same shape
 * @param smooth added to the intersection and to the union, above 0
 * @returns a scalar in [0, 1]
 */
function smoothedIouLoss(target: tf.Tensor4D, prediction: tf.Tensor4D, smooth: number): tf.Tensor {
  // BEGIN SOLUTION
  const pixelAxes = [1, 2];
  const both = tf.sum(tf.mul(target, prediction), pixelAxes);
  const areas = tf.sum(tf.add(target, prediction), pixelAxes);
  const union = tf.sub(areas, both);
  const scores = tf.div(tf.add(both, smooth), tf.add(union, smooth));
  return tf.sub(1, tf.mean(scores));
  // END SOLUTION
}

// %% id="soft-iou-loss-check" exercise="soft-iou-loss" role="check"
await check("soft-iou-loss", smoothedIouLoss);

// %% [markdown] id="report"
// ### Exercise 4 ●● The number you report
//
// A metric needs no gradient, so no smoothing either: it can leave out what cannot be scored. Write the mean IoU over every
// (image, class) pair that *occurs*, in the target or in the prediction. A pair whose union is empty takes no part, neither
// in the sum nor in the count. A class that is predicted where there is none does take part, and scores 0.

// %% id="mean-iou" exercise="mean-iou" role="answer"
/**
 * Mean IoU of one-hot masks over the (image, class) pairs that occur.
 *
 * @param target one-hot, [batch, height, width, classes], float32
 * @param prediction one-hot, the same shape
 * @returns a scalar in [0, 1]
 */
function meanIou(target: tf.Tensor4D, prediction: tf.Tensor4D): tf.Tensor {
  // BEGIN SOLUTION
  const pixelAxes = [1, 2];
  const both = tf.sum(tf.mul(target, prediction), pixelAxes);
  const union = tf.sub(tf.sum(tf.add(target, prediction), pixelAxes), both);
  const occurring = tf.sum(tf.greater(union, 0).toFloat());
  return tf.div(tf.sum(tf.divNoNan(both, union)), occurring);
  // END SOLUTION
}

// %% id="mean-iou-check" exercise="mean-iou" role="check"
await check("mean-iou", meanIou);

// %% [markdown] id="soft-target"
// ## 8. One warning: soft targets
//
// The thread goes on to ask about a soft target in a soft loss. One pixel is enough to see that the soft IoU is the wrong
// loss for it. The target says 0.7.
//
// **Predict.** Which prediction gets the best soft IoU: 0.5, 0.7 or 1?

// %% id="soft-target-run"
for (const p of [0.5, 0.7, 1]) {
  const score = iouOfMasks(tf.tensor1d([0.7]), tf.tensor1d([p])).arraySync();
  console.log(`prediction ${p}: soft IoU ${score.toFixed(3)}`);
}

// %% [markdown] id="recap"
// <details><summary>What happened</summary>
//
// 0.412, 0.538, 0.7: the best answer to "70 %" is "100 %", and agreeing with the target is punished. Intersection and
// union are both linear in each $p$, and a quotient of two linear functions only rises or only falls, so the best $p$
// sits at an end, 0 or 1. For hard targets that is what one wants. For soft ones it is not, and other forms are needed
// (Wang and others 2023); `jaccardMetricLoss` of this library is one.
//
// </details>
//
// ## Recap
//
// - The thread's $\sum pt / \sum(p + t)$ is half the Dice score; its best value is ½. The union is $\sum p + \sum t - \sum pt$.
// - $J = T/(1 - T)$. Trained on hard targets, both lead to the same mask; only the reading of the number differs.
// - Keep `[batch, classes]` until the end, and say which mean was taken: per image and pooled differ most for small objects.
// - Smoothing is a decision about absent classes. Both sides of the fraction; large enough that a faint background still
//   feels a slope.
// - Report the rounded IoU over what occurs; train on the soft one. If in doubt, the thread's aside is sound: per-pixel
//   cross-entropy is an honest default, alone or added to an overlap.
//
// Next: [lesson 5](05-soft-dice.ipynb), Dice, and what its denominators do. One solution of each exercise stands in this lesson's
// source, `04-soft-iou.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": the formula, the axes, scores per sample and
//   class, and the remark on integer losses.
// - P. Jaccard, *The Distribution of the Flora in the Alpine Zone*, New Phytologist 11 (1912); L. R. Dice, *Measures of the
//   Amount of Ecologic Association Between Species*, Ecology 26 (1945).
// - M. A. Rahman, Y. Wang, *Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation*, ISVC 2016,
//   the soft IoU with the true union.
// - Z. Wang, X. Ning, M. Blaschko, *Jaccard Metric Losses: Optimizing the Jaccard Index with Soft Labels*, NeurIPS 2023:
//   why the soft IoU is not for soft labels, and what is.
// - A. Reinke and others, *Understanding metric-related pitfalls in image analysis validation*, Nature Methods 21 (2024):
//   small objects, empty references, and how scores are aggregated.

// %% id="progress"
progress("04-soft-iou");
