// %% [markdown] id="title"
// # 5 · Dice as a loss
//
// **The question.** The thread asks for "Dice or IoU as a loss function". Lesson 4 was about the IoU. What does Dice do that
// the IoU and cross-entropy do not, and which of its many forms should you take?
//
// **The concrete failure.** A network looks for an object of two pixels in an image of 64. It marks nothing at all. Its
// accuracy is 97 % and its cross-entropy is low, so the training looks fine, and the object is never found.
//
// After it you can
//
// 1. turn an IoU into a Dice score and back, and say why their means do not follow;
// 2. write Dice with plain and with squared denominators, and say where they differ;
// 3. derive the gradient that Dice gives each pixel, and compare it with that of cross-entropy;
// 4. choose weights for errors and classes, and sums over the image or the batch, knowing what each one costs.
//
// **Time** 35 to 45 minutes · **You need** lessons 3 and 4, the quotient rule · **Exercises** ● 1, ●● 2, ●●● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("squared-dice")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import {
  curveFigure,
  figure,
  generalizedDiceLoss,
  gradientFigure,
  landscapeFigure,
  oneHot,
  show,
  sigmoidCrossEntropy,
  softDiceLoss,
  softIouLoss,
  tverskyLoss,
  useBestBackend,
} from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="nothing"
// ## 1. Nothing found, 97 % right
//
// The image has 8 × 8 pixels and the object two of them. One prediction is the lazy one: 2 % everywhere. The other finds the
// object, though not surely, and is unsure elsewhere too: 60 % on the object, 15 % on the rest.

// %% id="nothing-define"
/** An image of 8 × 8 pixels and one class: `inside` at the pixels listed, `outside` elsewhere. */
function image8(pixels: readonly number[], inside = 1, outside = 0): tf.Tensor4D {
  const values = Array.from({ length: 64 }, (_, i) => (pixels.includes(i) ? inside : outside));
  return tf.tensor4d(values, [1, 8, 8, 1]);
}

const objectPixels = [27, 28];
const smallObject = image8(objectPixels);
const lazy = image8([], 0, 0.02);
const unsure = image8(objectPixels, 0.6, 0.15);

/** The logit of a probability. */
const logitOf = (p: tf.Tensor): tf.Tensor => tf.log(tf.div(p, tf.sub(1, p)));

/** A scalar tensor's number. */
const numberOf = (x: tf.Tensor): number => x.dataSync()[0] ?? Number.NaN;

// %% [markdown] id="nothing-predict"
// **Predict.** Which of the two has the better accuracy (rounded at ½)? Which the lower cross-entropy? Which the lower Dice
// loss, $1 - 2\sum pt / (\sum p + \sum t)$?

// %% id="nothing-run"
for (const [name, p] of Object.entries({ "the lazy": lazy, "the unsure": unsure })) {
  const right = numberOf(tf.mean(tf.equal(tf.round(p), smallObject).toFloat()));
  const crossEntropy = numberOf(sigmoidCrossEntropy(smallObject, logitOf(p)));
  const soft = numberOf(softDiceLoss(smallObject, p));
  const hard = 1 - numberOf(softDiceLoss(smallObject, tf.round(p)));
  console.log(
    `${name.padEnd(10)} accuracy ${right.toFixed(3)}, cross-entropy ${crossEntropy.toFixed(3)}, ` +
      `Dice loss ${soft.toFixed(3)}, Dice of the rounded mask ${hard.toFixed(3)}`,
  );
}

// %% [markdown] id="nothing-explain"
// <details><summary>What happened</summary>
//
// Rounded, the unsure prediction is perfect: accuracy and Dice are 1. The lazy one has accuracy 0.969 and a Dice score of 0.
// Yet cross-entropy prefers the lazy one, 0.142 against 0.173: 62 pixels vote for "nothing", two against. Dice prefers the
// one that finds something. Neither is mistaken. Cross-entropy asks for honest probabilities, pixel by pixel; Dice
// compares areas, and an area that is missed is missed however large the image is.
//
// </details>
//
// ## 2. Dice and IoU: one order, two scales
//
// With $I = \sum pt$ and $S = \sum p + \sum t$, Dice is $D = 2I/S$ and the IoU is $J = I/(S - I)$. Put one into the other:
//
// $$ D = \frac{2J}{1+J}, \qquad J = \frac{D}{2-D} . $$
//
// **Predict.** A method scores IoUs of 0.1 and 0.9 on two images, another one 0.45 and 0.5. Which has the higher mean IoU?
// Which the higher mean Dice?

// %% id="means-run"
const diceOf = (iou: number) => (2 * iou) / (1 + iou);
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
for (const [name, ious] of Object.entries({ uneven: [0.1, 0.9], even: [0.45, 0.5] })) {
  const meanOfDice = meanOf(ious.map(diceOf));
  console.log(
    `${name.padEnd(6)} mean IoU ${meanOf(ious).toFixed(3)}, mean Dice ${meanOfDice.toFixed(3)}, ` +
      `Dice of the mean IoU ${diceOf(meanOf(ious)).toFixed(3)}`,
  );
}
// The same formula holds for soft predictions: it is algebra, not counting.
const softJ = 1 - numberOf(softIouLoss(smallObject, unsure, { smooth: 0 }));
const softD = 1 - numberOf(softDiceLoss(smallObject, unsure, { smooth: 0 }));
console.log(`soft: D = ${softD.toFixed(6)}, 2J/(1+J) = ${diceOf(softJ).toFixed(6)}`);

// %% [markdown] id="means-explain"
// <details><summary>What happened</summary>
//
// The uneven method wins by mean IoU, 0.500 against 0.475, and loses by mean Dice, 0.565 against 0.644. For *one* image the
// two scores never disagree, since each rises with the other. For a mean they can, because the curve $2J/(1+J)$ bends: it is
// steep near 0, so Dice rewards mending a bad image more. A leaderboard may depend on the choice. Nor is the Dice
// of the mean IoU the mean Dice: you need the single scores.
//
// </details>
//
// ### Exercise 1 ● A mean Dice from a list of IoUs
//
// A paper lists the IoU of every image. You want its mean Dice.

// %% id="dice-from-iou" exercise="dice-from-iou" role="answer"
/**
 * Mean Dice score of images whose IoUs are known.
 *
 * @param ious one IoU an image in [0, 1], [images], float32
 * @returns a scalar in [0, 1]
 */
function meanDice(ious: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  return tf.mean(tf.div(tf.mul(2, ious), tf.add(1, ious)));
  // END SOLUTION
}

// %% id="dice-from-iou-check" exercise="dice-from-iou" role="check"
await check("dice-from-iou", meanDice);

// %% [markdown] id="forms"
// ## 3. Two denominators under one name
//
// The paper that made Dice popular as a loss (V-Net, Milletari and others 2016) squares below the bar. Others do not
// (Sudre and others 2017, whom section 6 comes back to):
//
// $$ D_1 = \frac{2 \sum pt}{\sum p + \sum t}, \qquad D_2 = \frac{2 \sum pt}{\sum p^2 + \sum t^2} . $$
//
// For hard masks $p^2 = p$, and they are one. A single object pixel is enough to see the difference before: $t = 1$, and $p$
// runs from 0 to 1.
//
// **Predict.** Where is the loss steeper at the start, $p = 0$? And where near the goal, $p = 1$?

// %% id="forms-run"
const one = tf.tensor2d([[1]]);
const plainForm = (p: number) => softDiceLoss(one, tf.tensor2d([[p]]));
const squaredForm = (p: number) => softDiceLoss(one, tf.tensor2d([[p]]), { squared: true });
show(
  landscapeFigure(
    { "plain, Σp + Σt": plainForm, "squared, Σp² + Σt²": squaredForm },
    {
      title: "One object pixel: the squared form flattens near the goal",
      points: 41,
      description:
        "Two losses over the prediction for one object pixel. Both fall from 1 at p = 0 to 0 at " +
        "p = 1; the squared form falls faster and is flat at the end.",
    },
  ),
);
for (const p of [0.01, 0.5, 0.99]) {
  const slopes = [false, true].map((squared) => {
    const loss = (x: tf.Tensor) => softDiceLoss(one, x, { squared });
    return numberOf(tf.grad(loss)(tf.tensor2d([[p]]))).toFixed(2);
  });
  console.log(`p = ${p}: slope ${slopes[0]} plain, ${slopes[1]} squared`);
}

// %% [markdown] id="forms-explain"
// <details><summary>What happened</summary>
//
// Both start with slope −2, nearly. At the goal the plain form still pulls with −½, while the squared one has let go: its
// loss is $\sum(p - t)^2 / (\sum p^2 + \sum t^2)$, a squared distance, and flat where the distance is 0. So the plain form
// pushes probabilities all the way to 0 and 1, and the squared one is content a little before.
//
// That last formula says more: the squared form is 0 at $p = t$ for *soft* labels too. The plain one is not.
//
// </details>

// %% [markdown] id="soft-label-predict"
// **Predict.** Now the label is soft: $t = 0.7$. Which $p$ does each form like best?

// %% id="soft-label-run"
const seventy = tf.tensor2d([[0.7]]);
for (const p of [0.5, 0.7, 0.85, 1]) {
  const guess = tf.tensor2d([[p]]);
  const plain = numberOf(softDiceLoss(seventy, guess)).toFixed(3);
  const squared = numberOf(softDiceLoss(seventy, guess, { squared: true })).toFixed(3);
  console.log(`p = ${p}: plain ${plain}, squared ${squared}`);
}

// %% [markdown] id="soft-label-explain"
// <details><summary>What happened</summary>
//
// The plain form likes $p = 1$ best, and charges 0.3 for the honest answer 0.7. The squared form has its zero where it
// should. Lesson 7 takes this up; here the targets stay hard.
//
// </details>
//
// ### Exercise 2 ●●● Puzzle: Dice with squared denominators, without a loop
//
// `target` and `prediction` are `[batch, height, width, classes]`. The specification:
//
// ```ts
// for (let image = 0; image < batch; image++) {
//   for (let k = 0; k < classes; k++) {
//     let intersection = 0;
//     let squares = 0;
//     for (let row = 0; row < height; row++) {
//       for (let column = 0; column < width; column++) {
//         const t = target[image][row][column][k];
//         const p = prediction[image][row][column][k];
//         intersection += p * t;
//         squares += p * p + t * t;
//       }
//     }
//     loss[image][k] = 1 - (2 * intersection) / squares;
//   }
// }
// ```

// %% id="squared-dice" exercise="squared-dice" role="answer"
/**
 * Dice loss with squared denominators, of every class of every image.
 *
 * The check compares its gradient with respect to the prediction too.
 *
 * @param target labels in [0, 1], [batch, height, width, classes], float32
 * @param prediction probabilities, the same shape
 * @returns losses in [0, 1], [batch, classes]; no smoothing
 */
function squaredDiceLoss(target: tf.Tensor4D, prediction: tf.Tensor4D): tf.Tensor {
  // BEGIN SOLUTION
  const pixelAxes = [1, 2];
  const both = tf.sum(tf.mul(target, prediction), pixelAxes);
  const squares = tf.sum(tf.add(tf.square(target), tf.square(prediction)), pixelAxes);
  return tf.sub(1, tf.div(tf.mul(2, both), squares));
  // END SOLUTION
}

// %% id="squared-dice-check" exercise="squared-dice" role="check"
await check("squared-dice", squaredDiceLoss);

// %% [markdown] id="pictures"
// ## 4. What each pixel is told
//
// A loss teaches by its gradient alone. Here is a block of six pixels. The network has found four of them, more or less,
// has missed two, and sees something in the lower left that is not there. It puts out logits; what you see in the middle is
// their sigmoid.
//
// **Predict.** In the picture of cross-entropy, which pixels have the strongest colour? And in that of Dice?

// %% id="pictures-run"
const blockPixels = [18, 19, 20, 26, 27, 28];
const block = image8(blockPixels);
const partly = tf.add(
  image8([18, 19, 26, 27], 0.8, 0),
  tf.add(image8([20, 28], 0.1, 0), image8([48, 49], 0.7, 0)),
);
const partlyLogits = logitOf(tf.maximum(partly, 0.03));
const overLogits = (target: tf.Tensor, logits: tf.Tensor) =>
  softDiceLoss(target, logits, { activation: "sigmoid" });

show(
  gradientFigure(block, partlyLogits, sigmoidCrossEntropy, {
    activation: "sigmoid",
    title: "Cross-entropy: each pixel by its own error",
    description:
      "Target block, prediction, and the gradient of cross-entropy: strongest at the two missed " +
      "pixels (raise) and the two false ones (lower), weak elsewhere.",
  }),
);
show(
  gradientFigure(block, partlyLogits, overLogits, {
    activation: "sigmoid",
    title: "Dice: object pixels up, the rest down, where the sigmoid lets it through",
    description:
      "Target block, prediction, and the gradient of the Dice loss: it raises all six object " +
      "pixels, the four found ones more than the two missed, and lowers the two false ones.",
  }),
);

// %% [markdown] id="pictures-explain"
// <details><summary>What happened</summary>
//
// Blue pixels are to rise, red ones to fall. Cross-entropy's gradient at a logit is $(\sigma - t)/n$: what a pixel is told
// depends on its own error and on nothing else, so the missed and the false pixels stand out. Dice raises all six object
// pixels, and the found ones *more* than the missed: what differs among them is only the sigmoid's own slope,
// $\sigma(1 - \sigma)$, which is $0.8 \cdot 0.2 = 0.16$ at 80 % and $0.1 \cdot 0.9 = 0.09$ at 10 %.
//
// </details>

// %% [markdown] id="slopes-predict"
// Now leave the sigmoid out and look at the slopes with respect to the *probabilities*.
//
// **Predict.** How many different numbers are there among the 64 slopes of the picture above? And what happens to them if
// the object is found equally well, at 60 %, but has two pixels instead of six?

// %% id="slopes-run"
/** The different slopes of the Dice loss among the pixels of an image. */
function slopesOf(target: tf.Tensor, p: tf.Tensor): string {
  const slopes = tf
    .grad((x: tf.Tensor) => softDiceLoss(target, x))(p)
    .dataSync();
  return [...new Set(Array.from(slopes, (slope) => slope.toFixed(3)))].join(" and ");
}
console.log("the picture above:        ", slopesOf(block, partly));
console.log("six pixels, each at 60 %: ", slopesOf(block, image8(blockPixels, 0.6)));
console.log("two pixels, each at 60 %: ", slopesOf(smallObject, image8(objectPixels, 0.6)));

// %% [markdown] id="slopes-explain"
// <details><summary>What happened</summary>
//
// Two: one that lowers the background and one that raises the object. How sure a pixel is has no say in its own slope; only
// the sums have. With a third of the pixels both slopes are three times as large: that is how Dice deals with imbalance.
//
// </details>
//
// ### Exercise 3 ●● The gradient of Dice, by hand
//
// Where do the two numbers come from? Pencil first: $L = 1 - 2I/S$ with $I = \sum pt$ and $S = \sum p + \sum t$. How much do
// $I$ and $S$ grow if one $p_i$ does? The quotient rule does the rest. Then write what you found, without `tf.grad`, for soft
// labels too: they have more than two slopes.

// %% id="dice-gradient" exercise="dice-gradient" role="answer"
/**
 * Gradient of the Dice loss 1 − 2Σpt / (Σp + Σt) with respect to each probability.
 *
 * @param target labels in [0, 1], [pixels], float32
 * @param prediction probabilities, the same shape
 * @returns slopes, [pixels], float32
 */
function diceGradient(target: tf.Tensor1D, prediction: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const both = tf.sum(tf.mul(target, prediction));
  const sizes = tf.add(tf.sum(target), tf.sum(prediction));
  const slope = tf.div(tf.sub(tf.mul(target, sizes), both), tf.square(sizes));
  return tf.mul(-2, slope);
  // END SOLUTION
}

// %% id="dice-gradient-check" exercise="dice-gradient" role="check"
await check("dice-gradient", diceGradient);

// %% [markdown] id="sure"
// The sigmoid's slope has a price. Take one object pixel of a four-pixel image and let its logit run from −10, sure and
// wrong, to 10, sure and right.
//
// **Predict.** At which logit does each loss pull hardest? How hard does each pull at −10?

// %% id="sure-run"
const logitsOfOne = Array.from({ length: 41 }, (_, i) => -10 + i / 2);
// One image for each logit: its first pixel has it, the other three stay as they are.
const fourPixels = tf
  .tensor(logitsOfOne.flatMap((logit) => [logit, 2, -2, -2]))
  .reshape([41, 4, 1]);
const fourTargets = tf.tensor(logitsOfOne.flatMap(() => [1, 1, 0, 0])).reshape([41, 4, 1]);
const pullOf = (loss: (logits: tf.Tensor) => tf.Tensor): number[] =>
  Array.from(tf.abs(tf.grad(loss)(fourPixels)).slice([0, 0, 0], [-1, 1, 1]).dataSync());
const pullByCrossEntropy = pullOf((z) => sigmoidCrossEntropy(fourTargets, z, { reduction: "sum" }));
const pullByDice = pullOf((z) =>
  softDiceLoss(fourTargets, z, { activation: "sigmoid", reduction: "sum" }),
);
show(
  curveFigure(
    { "cross-entropy": pullByCrossEntropy, Dice: pullByDice },
    {
      x: logitsOfOne,
      title: "A pixel that is sure and wrong: Dice has nothing to say to it",
      xTitle: "logit of one object pixel",
      yTitle: "|gradient| at that logit",
      description:
        "Two curves over the logit of an object pixel. Cross-entropy pulls with 1 at −10 and less " +
        "and less to the right. Dice pulls most near zero and hardly at all at either end.",
    },
  ),
);
for (const logit of [-10, -6, -2, 2]) {
  const at = logitsOfOne.indexOf(logit);
  const [pixelwise = 0, overlap = 0] = [pullByCrossEntropy[at], pullByDice[at]];
  console.log(`logit ${logit}: cross-entropy ${pixelwise.toFixed(5)}, Dice ${overlap.toFixed(5)}`);
}

// %% [markdown] id="sure-explain"
// <details><summary>What happened</summary>
//
// Cross-entropy pulls hardest where the pixel is most wrong: 1 at −10. Dice pulls hardest in the middle, and at −10 with
// 0.00002: the sigmoid is flat there and nothing in Dice makes up for it. A network that has
// once decided that there is no object stays with it. This is why Dice is so often *added* to cross-entropy, as in nnU-Net
// (Isensee and others 2021): one is good at areas, the other at getting away from a sure mistake. In this library that is
// `combineLosses`.
//
// </details>
//
// ## 5. Imbalance: what the training makes of it
//
// Now a network with two weights. Each of 400 pixels has one brightness; 20 pixels are object and brighter by 1.5 on
// average, but the noise is 1, so the two overlap. The network is $\sigma(w x + b)$.
//
// **Predict.** Trained with cross-entropy, how many of the 20 object pixels will it mark at the threshold ½? And with Dice?

// %% id="imbalance-run"
const brightness = tf.concat(
  [
    tf.add(tf.randomNormal([1, 20, 1], 0, 1, "float32", 7), 1.5),
    tf.randomNormal([1, 380, 1], 0, 1, "float32", 8),
  ],
  1,
);
const rare = tf.concat([tf.ones([1, 20, 1]), tf.zeros([1, 380, 1])], 1);

/** Trains the two weights on a loss of logits; returns the probability of each pixel. */
function trainTwoWeights(loss: (target: tf.Tensor, logits: tf.Tensor) => tf.Tensor): number[] {
  const weight = tf.variable(tf.scalar(1));
  const bias = tf.variable(tf.scalar(0));
  const optimizer = tf.train.adam(0.2);
  const logits = () => tf.add(tf.mul(brightness, weight), bias);
  for (let step = 0; step < 120; step++) {
    optimizer.minimize(() => loss(rare, logits()) as tf.Scalar, false, [weight, bias]);
  }
  return Array.from(tf.sigmoid(logits()).dataSync());
}

/** What is found above a threshold: the first 20 pixels are the object. */
function foundAbove(probabilities: readonly number[], threshold: number) {
  const hits = probabilities.slice(0, 20).filter((p) => p > threshold).length;
  const marked = probabilities.filter((p) => p > threshold).length;
  return {
    hits,
    marked,
    precision: hits / marked,
    recall: hits / 20,
    dice: (2 * hits) / (marked + 20),
  };
}

const byCrossEntropy = trainTwoWeights(sigmoidCrossEntropy);
const byDice = trainTwoWeights(overLogits);
for (const [name, probabilities, threshold] of [
  ["cross-entropy, threshold ½", byCrossEntropy, 0.5],
  ["Dice, threshold ½", byDice, 0.5],
  ["cross-entropy, threshold 0.2", byCrossEntropy, 0.2],
] as const) {
  const { hits, marked, dice } = foundAbove(probabilities, threshold);
  console.log(`${name}: ${hits} of 20 found, ${marked} marked, Dice ${dice.toFixed(3)}`);
}
console.log(
  "mean probability: cross-entropy",
  meanOf(byCrossEntropy).toFixed(3),
  "Dice",
  meanOf(byDice).toFixed(3),
);

// %% [markdown] id="imbalance-explain"
// <details><summary>What happened</summary>
//
// Cross-entropy marks 5 pixels and finds 4 of 20. It is right to: at most brightnesses there are more background
// pixels than object pixels, so an honest probability stays below ½. Dice marks 21 and finds 8, and scores 0.390
// instead of 0.320.
//
// But look at the third line. The network trained with cross-entropy, cut at 0.2 instead of ½, marks as many and
// hits as many. With a single brightness every rising function puts the pixels in the same order, so Dice has learnt nothing
// new here; it has moved the threshold. What it gave up is in the last line: 20 of 400 pixels are object, and the mean of
// the probabilities by cross-entropy is just that, 0.050. Dice's is 0.060. (In a large network the two also learn different
// things: Eelbode and others (2020) found losses made for Dice ahead of cross-entropy where Dice was the score.)
//
// </details>
//
// ## 6. Weights: which error, which class
//
// Dice prices a false positive and a false negative alike. Tversky's index does not have to (Salehi and others 2017):
//
// $$ T_{\alpha\beta} = \frac{\mathrm{TP}}{\mathrm{TP} + \alpha\,\mathrm{FP} + \beta\,\mathrm{FN}} , \qquad
//    \mathrm{TP} = \sum pt,\quad \mathrm{FP} = \sum p - \mathrm{TP},\quad \mathrm{FN} = \sum t - \mathrm{TP} . $$
//
// TP, FP and FN are the true positives, false positives and false negatives. *Precision* is the share of the marked pixels
// that are object; *recall* is the share of the object's pixels that are marked.
//
// **Predict.** Which $\alpha$ and $\beta$ give Dice, and which the IoU? Does a large $\beta$ mark more pixels or fewer?

// %% id="tversky-run"
const prices = [0.1, 0.3, 0.5, 0.7, 0.9];
const byPrice = prices.map((falseNegativeWeight) =>
  foundAbove(
    trainTwoWeights((target, logits) =>
      tverskyLoss(target, logits, {
        activation: "sigmoid",
        falsePositiveWeight: 1 - falseNegativeWeight,
        falseNegativeWeight,
      }),
    ),
    0.5,
  ),
);
show(
  curveFigure(
    {
      recall: byPrice.map(({ recall }) => recall),
      precision: byPrice.map(({ precision }) => precision),
      Dice: byPrice.map(({ dice }) => dice),
    },
    {
      x: prices,
      markers: true,
      title: "A dear false negative buys recall and pays with precision",
      xTitle: "β, the price of a false negative (α = 1 − β)",
      yTitle: "on the 400 pixels",
      yRange: [0, 1.05],
      description:
        "Recall, precision and Dice of five trainings over β from 0.1 to 0.9: recall rises, " +
        "precision falls, and Dice is highest at 0.7.",
    },
  ),
);
byPrice.forEach(({ hits, marked, dice }, i) => {
  console.log(`β ${prices[i]}: ${hits} of 20 found, ${marked} marked, Dice ${dice.toFixed(3)}`);
});

// %% [markdown] id="tversky-explain"
// <details><summary>What happened</summary>
//
// $\alpha = \beta = \tfrac12$ is Dice: the same 8 of 21 as before. $\alpha = \beta = 1$ is the IoU. With $\beta$ from 0.1 to
// 0.9 the network finds 4, 6, 8, 11, 15 of the 20 pixels, and marks 5, 13, 21, 34, 91 to do so. If a missed tumour is
// worse than a false alarm, that can be a good bargain; but it is a price, and somebody should have set it on purpose.
//
// The rounded Dice score is highest at $\beta = 0.7$, 0.407, and not at ½, which *is* the Dice loss. The loss is made of
// probabilities, the score of a rounded mask: one stands in for the other, and on 400 pixels there is some play.
//
// </details>
//
// ### Exercise 4 ●● Two prices for two errors
//
// Write the Tversky loss.

// %% id="tversky-loss" exercise="tversky-loss" role="answer"
/**
 * 1 minus Tversky's index, of every class of every image.
 *
 * The check compares its gradient with respect to the prediction too.
 *
 * @param target labels in [0, 1], [batch, height, width, classes], float32
 * @param prediction probabilities, the same shape
 * @param falsePositiveWeight α, the price of probability where nothing is
 * @param falseNegativeWeight β, the price of what was missed
 * @returns losses in [0, 1], [batch, classes]; no smoothing
 */
function tverskyLossOf(
  target: tf.Tensor4D,
  prediction: tf.Tensor4D,
  falsePositiveWeight: number,
  falseNegativeWeight: number,
): tf.Tensor {
  // BEGIN SOLUTION
  const pixelAxes = [1, 2];
  const hit = tf.sum(tf.mul(target, prediction), pixelAxes);
  const falsePositive = tf.sub(tf.sum(prediction, pixelAxes), hit);
  const falseNegative = tf.sub(tf.sum(target, pixelAxes), hit);
  const priced = tf.add(
    tf.mul(falsePositiveWeight, falsePositive),
    tf.mul(falseNegativeWeight, falseNegative),
  );
  return tf.div(priced, tf.add(hit, priced));
  // END SOLUTION
}

// %% id="tversky-loss-check" exercise="tversky-loss" role="check"
await check("tversky-loss", tverskyLossOf);

// %% [markdown] id="classes"
// Weights between *classes* are another matter. Generalised Dice (Sudre and others 2017) makes one quotient of all classes
// and weighs each by its size in the target, $w_c = 1/(\sum t_c)^2$:
//
// $$ L = 1 - \frac{2 \sum_c w_c \sum p_c t_c}{\sum_c w_c \left(\sum p_c + \sum t_c\right)} . $$
//
// The image has 64 pixels: 57 background, an organ of 6, a tumour of 1. One prediction takes the tumour for background,
// another one takes the whole organ for background.
//
// **Predict.** Which miss costs more by the mean of three Dice losses? And by generalised Dice with weights 1, $1/T$ and
// $1/T^2$?

// %% id="classes-run"
const anatomy = Array.from({ length: 64 }, (_, i) => (i < 57 ? 0 : i < 63 ? 1 : 2));
const without = (missed: number) => anatomy.map((k) => (k === missed ? 0 : k));
const asMasks = (indices: readonly number[]) =>
  oneHot(tf.tensor2d([...indices], [1, 64], "int32"), 3);
const anatomyMasks = asMasks(anatomy);
const classLosses: Record<string, (p: tf.Tensor) => tf.Tensor> = {
  "mean of three Dice losses": (p) => softDiceLoss(anatomyMasks, p),
  "generalised, weight 1": (p) => generalizedDiceLoss(anatomyMasks, p, { weightType: "uniform" }),
  "generalised, weight 1/T": (p) => generalizedDiceLoss(anatomyMasks, p, { weightType: "simple" }),
  "generalised, weight 1/T²": (p) => generalizedDiceLoss(anatomyMasks, p),
};
for (const [name, loss] of Object.entries(classLosses)) {
  const [tumour, organ] = [2, 1].map((k) => numberOf(loss(asMasks(without(k)))).toFixed(3));
  console.log(`${name.padEnd(26)} tumour missed ${tumour}, organ missed ${organ}`);
}

// %% [markdown] id="classes-explain"
// <details><summary>What happened</summary>
//
// With weight 1 the tumour is nearly free, 0.016: one pixel among 64. With $1/T^2$ it is nearly everything, 0.731, and to
// miss the whole organ costs a tenth of that: the tumour's weight is 36 times the organ's, and no sum can make up for it.
// With $1/T$ both misses cost about the same, as they do in the mean of three Dice losses. The famous name stands for the
// most extreme of the four.
//
// </details>
//
// ## 7. Per image or per batch
//
// The last choice: over what does the sum run? Three images make a batch. The first has a large object, found at 80 %. The
// second has the two-pixel object, seen at 10 %. The third has none, and the network says 1 % everywhere.
//
// **Predict.** Which image gets the largest share of the gradient if each has its own Dice? If there is one Dice for the
// batch?

// %% id="batch-run"
const largePixels = Array.from({ length: 64 }, (_, i) => i).filter((i) => i % 8 < 5 && i < 32);
const batchTarget = tf.concat([image8(largePixels), smallObject, image8([])]);
const batchGuess = tf.concat([
  image8(largePixels, 0.8, 0.01),
  image8(objectPixels, 0.1, 0.01),
  image8([], 0, 0.01),
]);
const batchImages = ["large object", "small object", "no object"];
const shares = (["image", "batch"] as const).map((over) => {
  const loss = (p: tf.Tensor) => softDiceLoss(batchTarget, p, { over });
  const perImage = tf.sum(tf.abs(tf.grad(loss)(batchGuess)), [1, 2, 3]);
  const share = Array.from(tf.div(perImage, tf.sum(perImage)).dataSync());
  const value = numberOf(loss(batchGuess)).toFixed(3);
  console.log(
    `over the ${over}: loss ${value}, shares ${share.map((x) => x.toFixed(3)).join(", ")}`,
  );
  return share;
});
const [shareByImage = [], shareByBatch = []] = shares;
show(
  figure(
    [
      { type: "bar", name: "one Dice an image", x: batchImages, y: shareByImage },
      { type: "bar", name: "one Dice for the batch", x: batchImages, y: shareByBatch },
    ],
    {
      title: { text: "Who is taught: the sums decide" },
      barmode: "group",
      yaxis: { title: { text: "share of the gradient, Σ|∂L/∂p|" }, range: [0, 1.05] },
    },
    {
      description:
        "Shares of the gradient for three images. One Dice an image: large object 0.27, small " +
        "object 0.73, no object 0. One for the batch: about a third each.",
    },
  ),
);

// %% [markdown] id="recap"
// <details><summary>What happened</summary>
//
// One Dice an image: the small object gets 0.726 of the gradient, the large one the rest, and the empty image nothing. Its
// loss is 1, but flat: that is the trap of lesson 4, with the same cures. One Dice for the batch: about a third each. The empty
// image takes part, since what is predicted there enlarges the common denominator; the small object must share with the
// large one.
//
// MONAI and nnU-Net offer both, as an option of their Dice loss. Write down which you used: the same network scores
// differently by the two.
//
// </details>
//
// ## Recap
//
// - $D = 2J/(1+J)$: for one mask Dice and IoU agree on what is better; means over images need not.
// - "Dice loss" names two: $\sum p + \sum t$ and $\sum p^2 + \sum t^2$. The first pushes to 0 and 1; the second lets go near
//   the goal, and is 0 at $p = t$ for soft labels too. Say which you used.
// - The slope of Dice at a probability is $-2(t_i S - I)/S^2$: for hard labels one of two numbers. Cross-entropy gives each
//   logit its own error. Through the sigmoid Dice is silent where the network is sure and wrong. Adding the two is the usual
//   cure.
// - Dice moves the threshold, not the knowledge: probabilities by cross-entropy, cut at the right place, mark the same pixels.
//   What comes out of Dice is no probability.
// - Weights are prices. Tversky's trade recall against precision; $1/T^2$ makes the smallest class nearly the only one.
// - Per image, small objects count as much as large ones, and empty images need care; per batch, pixels count.
//
// Next: [lesson 6](06-soft-cross-entropy.ipynb), labels that are shares of votes. One solution of each exercise stands in this lesson's
// source, `05-soft-dice.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": Dice or IoU as a loss, and the advice to try
//   per-pixel cross-entropy.
// - L. R. Dice, *Measures of the Amount of Ecologic Association Between Species*, Ecology 26 (1945).
// - F. Milletari, N. Navab, S.-A. Ahmadi, *V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image
//   Segmentation*, 3DV 2016: Dice as a loss, with squares.
// - C. H. Sudre and others, *Generalised Dice Overlap as a Deep Learning Loss Function for Highly Unbalanced Segmentations*,
//   DLMIA 2017: without squares, and weights for classes.
// - S. S. M. Salehi, D. Erdogmus, A. Gholipour, *Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional
//   Deep Networks*, MLMI 2017.
// - T. Eelbode and others, *Optimization for Medical Image Segmentation: Theory and Practice When Evaluating With Dice Score
//   or Jaccard Index*, IEEE Transactions on Medical Imaging 39 (2020).
// - F. Isensee and others, *nnU-Net*, Nature Methods 18 (2021): Dice and cross-entropy, summed.

// %% id="progress"
progress("05-soft-dice");
