// %% [markdown] id="title"
// # 8 · If I insist on hard?
//
// **The question.** A mask that leaves the house is hard. Can a network be trained on the hard loss itself, with the
// rounding in place?
//
// **The concrete failure.** Somebody rounds the mask on the way forward and lets the gradient straight through. It trains.
// Then they write $m^2$ for $m$ in the loss, which changes nothing: a hard mask has $m^2 = m$. From that day on the network
// adds no pixel that it misses. Section 2 shows it. Straight-through estimators, Gumbel-softmax and the Lovász loss each hand
// out *some* gradient. Of what, and how wrong is it? On four pixels that can be computed exactly.
//
// After it you can
//
// 1. turn a hard loss into a smooth one by tossing coins, and compute its exact gradient by enumeration;
// 2. write straight-through and Gumbel-softmax, and say what each of them is a gradient of;
// 3. measure an estimator's bias and its variance, and read what temperature trades between them;
// 4. say what the Lovász loss does instead, and when to reach for none of these.
//
// **Time** 35 to 45 minutes · **You need** lessons 1, 3 and 4 · **Exercises** ● 1, ●● 3, ●●● 1
//
// Answer each **Predict** before you run the cell below it; then open what is folded. Stuck in an exercise? Run
// `hint("expected-hard-loss")`, with the exercise's id, in a cell of your own: each time it gives a bigger hint.

// %% id="imports"
import * as tf from "@tensorflow/tfjs";
import {
  curveFigure,
  figure,
  gumbelSoftmax,
  lovaszSoftmaxLoss,
  show,
  stopGradient,
  straightThrough,
  useBestBackend,
} from "softgrad";
import { check, hint, NotAttempted, progress } from "softgrad/checks";

/**
 * What computes here. Each exercise throws {@link NotAttempted} until you have written it, and
 * {@link hint} helps with it.
 */
const backend = await useBestBackend();
console.log(`TensorFlow.js ${tf.version_core} computes on: ${backend}`);

// %% [markdown] id="coins"
// ## 1. Toss a coin for each pixel
//
// Four pixels in a row; three belong to the object. A mask is hard: each pixel is 0 or 1, so there are $2^4 = 16$ masks. The
// hard loss of a mask $m$ is $L(m) = 1 - \text{IoU}$. The network gives four logits $z$, and $p = \sigma(z)$.
//
// Rounding $p$ gives one mask, and a loss that is flat almost everywhere. The way out is as old as REINFORCE (Williams
// 1992): do not round, *toss a coin* that shows 1 with probability $p_i$. The mask stays hard, and its expected loss
//
// $$ E(z) = \sum_m P(m)\, L(m), \qquad P(m) = \prod_i p_i^{m_i} (1 - p_i)^{1 - m_i} $$
//
// is a sum of products of sigmoids.

// %% id="coins-define"
const target = tf.tensor1d([1, 1, 1, 0]);
const logits = tf.tensor1d([1.5, 0.3, -0.6, -1]);
const pixels = 4;

/** All 16 masks, one a row. */
const masks = tf.tensor2d(
  Array.from({ length: 2 ** pixels }, (_, n) =>
    Array.from({ length: pixels }, (_, pixel) => (n >> (pixels - 1 - pixel)) & 1),
  ),
);

/** 1 − IoU of each row of masks [rows, pixels] with the target; also for soft rows. */
function iouLoss(rows: tf.Tensor): tf.Tensor {
  const both = tf.sum(tf.mul(rows, target), -1);
  const areas = tf.sum(tf.add(rows, target), -1);
  return tf.sub(1, tf.div(both, tf.sub(areas, both)));
}

/** Σ P(m) L(m) over all masks: the probability of each comes by softplus, log σ(±z) = −softplus(∓z). */
function expectedLoss(z: tf.Tensor): tf.Scalar {
  const signs = tf.sub(tf.mul(masks, 2), 1);
  const logs = tf.neg(tf.sum(tf.softplus(tf.neg(tf.mul(signs, z))), -1));
  return tf.sum(tf.mul(tf.exp(logs), iouLoss(masks)));
}

/** Numbers to three places. */
const told = (x: tf.Tensor) =>
  Array.from(x.dataSync(), (value) => value.toFixed(3).padStart(7)).join(" ");

// %% [markdown] id="coins-predict"
// **Predict.** Move the second logit from −6 to 6 and leave the others. How does the loss of the *rounded* mask look over
// that line? How the expected loss of the *tossed* masks? Do they agree at the ends?

// %% id="coins-run"
const line = Array.from({ length: 61 }, (_, i) => -6 + i / 5);
const withSecond = (z: number) => tf.tensor1d([1.5, z, -0.6, -1]);
const rounded = line.map((z) => iouLoss(tf.greater(withSecond(z), 0).toFloat()).dataSync()[0]);
const tossed = line.map((z) => expectedLoss(withSecond(z)).arraySync());
show(
  curveFigure(
    { "expected, over tosses": tossed, rounded },
    {
      x: line,
      title: "Averaged over coins, the hard loss has a slope",
      xTitle: "logit of the second pixel",
      yTitle: "1 − IoU",
      yRange: [0, 1],
      description:
        "Loss over one logit: the rounded loss is a step down at 0; the expected loss falls " +
        "smoothly from 0.64 to 0.33.",
    },
  ),
);
console.log("exact gradient of E:", told(tf.grad(expectedLoss)(logits)));

// %% [markdown] id="coins-explain"
// <details><summary>What happened</summary>
//
// A step, and a smooth curve. They come close at the ends and do not meet, because the other three pixels are still
// tossed. The *expected* hard loss has a true gradient, and enumeration gives it without any trick. The catch is what it
// costs: 16 masks here, $2^{64}$ for an image of 8 × 8 pixels. Sections 2 to 4 estimate this gradient from one mask at a
// time.
//
// </details>
//
// ### Exercise 1 ●●● Puzzle: the expected hard loss, without a loop
//
// The specification is a loop. `masks` is `[outcomes, pixels]`, zeros and ones; `losses` has the loss of each. Write the
// same with tensor operations, so that the tape can follow it. (If you take `tf.prod`, name the axis 1: TensorFlow.js finds no
// gradient of it for the axis −1.)
//
// ```ts
// let expected = 0;
// for (let outcome = 0; outcome < outcomes; outcome++) {
//   let probability = 1;
//   for (let pixel = 0; pixel < pixels; pixel++) {
//     const p = 1 / (1 + Math.exp(-logits[pixel]));
//     probability *= masks[outcome][pixel] === 1 ? p : 1 - p;
//   }
//   expected += probability * losses[outcome];
// }
// ```

// %% id="expected-hard-loss" exercise="expected-hard-loss" role="answer"
/**
 * Expected loss over independent coins, one for each pixel.
 *
 * @param masks every outcome, zeros and ones, [outcomes, pixels], float32
 * @param losses the loss of each outcome, [outcomes]
 * @param logits of each pixel's coin, [pixels]
 * @returns a scalar, differentiable in the logits
 */
function expectedHardLoss(masks: tf.Tensor2D, losses: tf.Tensor1D, logits: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const p = tf.sigmoid(logits);
  const shown = tf.add(tf.mul(masks, p), tf.mul(tf.sub(1, masks), tf.sub(1, p)));
  return tf.sum(tf.mul(tf.prod(shown, 1), losses));
  // END SOLUTION
}

// %% id="expected-hard-loss-check" exercise="expected-hard-loss" role="check"
await check("expected-hard-loss", expectedHardLoss);

// %% [markdown] id="through"
// ## 2. Straight through
//
// The oldest trick for insisting (Bengio, Léonard and Courville 2013, who credit Hinton's lectures): round on the way
// forward, and on the way back pretend that nobody did. The library's `straightThrough` does that:
//
// $$ m = \mathrm{round}(p), \qquad \frac{\partial L}{\partial p} := \frac{\partial L}{\partial m} . $$
//
// **Predict.** The hard loss is flat here. Which signs will the four gradients have, and will they be near the exact ones?

// %% id="through-run"
/** The rounded mask, with a gradient that passes through: z is [pixels]. */
const through = (z: tf.Tensor) =>
  tf.reshape(straightThrough(tf.reshape(tf.sigmoid(z), [pixels, 1])), [pixels]);

const exact = tf.grad(expectedLoss)(logits);
console.log("mask:            ", told(through(logits)));
console.log("exact gradient:  ", told(exact));
console.log("straight through:", told(tf.grad((z) => tf.sum(iouLoss(through(z))))(logits)));

// %% [markdown] id="through-explain"
// <details><summary>What happened</summary>
//
// The signs are right: a step against this gradient raises the object's three pixels and lowers the fourth. The sizes are
// near but not right: all four are too large, the last by half. And there is no noise at all: run it again, and the same
// numbers come. An error that does not average away is *bias*.
//
// </details>

// %% [markdown] id="squared-predict"
// **Predict.** For a hard mask $m^2 = m$. So write $m^2$ for $m$ in the loss: no hard mask changes its loss. Does the
// straight-through gradient change?

// %% id="square-run"
const squaredThrough = tf.grad((z) => tf.sum(iouLoss(tf.square(through(z)))))(logits);
const squaredMasks = tf.sub(iouLoss(tf.square(masks)), iouLoss(masks));
console.log("largest change of a hard loss:", tf.max(tf.abs(squaredMasks)).arraySync());
console.log("straight through, m²:         ", told(squaredThrough));

// %% [markdown] id="square-explain"
// <details><summary>What happened</summary>
//
// Every hard loss is what it was, and the gradient is another one: doubled where the mask is 1, *gone* where it is 0. The
// missed third pixel is no longer told to appear. The estimator does not look at the hard loss alone. It takes the slope of
// whatever *soft* formula you happened to write for it, at the hard mask, and there are many soft formulas for one hard
// loss.
//
// </details>
//
// ### Exercise 2 ●● The straight-through gradient
//
// Give the gradient of the loss $1 - \text{IoU}$ with respect to the *logits*, straight through the rounding: the slope is
// taken at the mask, and goes back through the sigmoid. Use the tape and a trick, or pencil and the chain rule. A pixel is
// 1 where $p > 0.5$. The library's `straightThrough` is the exercise, so it is out. Its `stopGradient` is allowed: it hands
// a tensor on as it is, and to the tape it is a constant. Write the loss of *your* target: `iouLoss` above is tied to the
// four pixels of this section.

// %% id="straight-through" exercise="straight-through" role="answer"
/**
 * Straight-through gradient of 1 − IoU with respect to the logits.
 *
 * @param target hard labels with at least one 1, [pixels], float32
 * @param logits [pixels], none of them 0
 * @returns the gradient, [pixels]
 */
function throughGradient(target: tf.Tensor1D, logits: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  return tf.grad((z) => {
    const soft = tf.sigmoid(z);
    const hard = tf.add(soft, stopGradient(tf.sub(tf.round(soft), soft)));
    const both = tf.sum(tf.mul(hard, target));
    return tf.sub(1, tf.div(both, tf.sub(tf.sum(tf.add(hard, target)), both)));
  })(logits);
  // END SOLUTION
}

// %% id="straight-through-check" exercise="straight-through" role="check"
await check("straight-through", throughGradient);

// %% [markdown] id="measure"
// ## 3. Bias and variance
//
// An estimator $g$ of a gradient $g^*$ draws numbers and gives a vector. Two things can be wrong with it:
//
// $$ \underbrace{\mathbb{E}\,\|g - g^*\|^2}_{\text{error}} =
// \underbrace{\|\mathbb{E} g - g^*\|^2}_{\text{bias}^2} + \underbrace{\mathbb{E}\,\|g - \mathbb{E} g\|^2}_{\text{variance}} . $$
//
// Variance is cured by drawing more. Bias is not.
//
// The plain unbiased estimator is the score function, or REINFORCE: since $\nabla P = P\, \nabla \log P$,
//
// $$ \nabla E = \mathbb{E}\left[ L(m)\, \nabla \log P(m) \right] = \mathbb{E}\left[ L(m)\,(m - p) \right]. $$
//
// The last step is lesson 3's gradient: $-\log P(m)$ is binary cross-entropy with the target $m$, whose slope is $p - m$.
// The score function needs no slope of $L$ at all: the loss may be a number from a stranger. Subtracting a constant $b$ from
// $L$ changes nothing on average, since $\mathbb{E}[m - p] = 0$, and a good $b$ calms it down. Against it we set
// straight-through, now on *tossed* masks.
//
// **Predict.** Four thousand draws of each. Which has the larger bias, which the larger variance?

// %% id="measure-run"
const draws = 4000;

/** Every draw has logits of its own: the gradient of the sum then holds each draw's gradient. */
const manyLogits = tf.tile(tf.reshape(logits, [1, pixels]), [draws, 1]);
const tosses = tf.less(
  tf.randomUniform([draws, pixels], 0, 1, "float32", 8),
  tf.sigmoid(manyLogits),
);
const tossedMasks = stopGradient(tosses.toFloat());

/** [draws, pixels]: L(m) − b times m − p. */
function scoreGradients(baseline: number): tf.Tensor {
  const excess = tf.sub(iouLoss(tossedMasks), baseline);
  return tf.mul(tf.expandDims(excess, -1), tf.sub(tossedMasks, tf.sigmoid(manyLogits)));
}

/** [draws, pixels]: the slope of a loss at the tossed mask, passed on to the logits. */
function tossedThrough(loss: (rows: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.grad((z) => {
    const soft = tf.sigmoid(z);
    return tf.sum(loss(tf.add(soft, stopGradient(tf.sub(tossedMasks, soft)))));
  })(manyLogits);
}

/** Squared bias and variance of estimates [draws, pixels], each summed over the pixels. */
function errors(estimates: tf.Tensor): { bias: number; variance: number } {
  const { mean, variance } = tf.moments(estimates, 0);
  return {
    bias: tf.sum(tf.squaredDifference(mean, exact)).arraySync() as number,
    variance: tf.sum(variance).arraySync() as number,
  };
}

const report = (name: string, estimates: tf.Tensor) => {
  const { bias, variance } = errors(estimates);
  // A mean over many draws still trembles: a bias of this size or less is not seen.
  const tremble = Math.sqrt(variance / draws);
  console.log(
    `${name.padEnd(26)} bias ${Math.sqrt(bias).toFixed(4)} (trembles by ${tremble.toFixed(4)}), ` +
      `variance ${variance.toFixed(4)}`,
  );
};
console.log(`length of the exact gradient: ${(tf.norm(exact).arraySync() as number).toFixed(4)}`);
const expectedNow = expectedLoss(logits).arraySync();
report("score function", scoreGradients(0));
report("score function, b = E", scoreGradients(expectedNow));
report("straight through", tossedThrough(iouLoss));
report(
  "straight through, m²",
  tossedThrough((rows) => iouLoss(tf.square(rows))),
);

// %% [markdown] id="measure-explain"
// <details><summary>What happened</summary>
//
// The score function is right on average: what is left of its bias is about the trembling of a mean over 4000
// draws. But a single draw is off by $\sqrt{0.25} = 0.5$, four times the length of the gradient itself. With the baseline it
// is 0.2. Straight through is calm, with a hundredth of that variance, and biased: 0.0049, 4 % of the gradient's length,
// well above its trembling. To get as near with the score function you average some two thousand draws.
//
// So straight through is a bargain here, and the last line says why to be careful: with $m^2$ the same hard loss gives a bias
// of 0.04, a third of the gradient. Our formula happens to be kind. If a loss is *linear* in each pixel alone, its slope at a
// mask is the difference between the pixel set and the pixel cleared, and straight through on tossed masks has no bias at
// all. The IoU's numerator and denominator are linear, so the quotient is not far from it. $m^2$ is.
//
// </details>
//
// ### Exercise 3 ● Bias and variance
//
// Write the two numbers of the equation above: the squared length of the bias, and the variance summed over the pixels.
// Divide by the number of draws, not by one less, so that they add up to the mean squared error exactly.

// %% id="bias-and-variance" exercise="bias-and-variance" role="answer"
/**
 * Squared bias and variance of a gradient estimator.
 *
 * @param estimates one gradient a row, [draws, pixels], float32
 * @param exact the true gradient, [pixels]
 * @returns squared bias and variance, both summed over the pixels, [2]
 */
function biasAndVariance(estimates: tf.Tensor2D, exact: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const mean = tf.mean(estimates, 0);
  const bias = tf.sum(tf.squaredDifference(mean, exact));
  const variance = tf.sum(tf.mean(tf.squaredDifference(estimates, mean), 0));
  return tf.stack([bias, variance]);
  // END SOLUTION
}

// %% id="bias-and-variance-check" exercise="bias-and-variance" role="check"
await check("bias-and-variance", biasAndVariance);

// %% [markdown] id="gumbel"
// ## 4. Gumbel-softmax: a coin with a thermostat
//
// Add Gumbel noise $g = -\log(-\log u)$, $u$ uniform, to each class's logit, and the *largest* sum wins with exactly the
// softmax's probability: drawing becomes an arg max. Jang, Gu and Poole (2017) and Maddison, Mnih and Teh (2017) replace that
// arg max by a softmax at temperature $\tau$:
//
// $$ y = \mathrm{softmax}\left(\frac{z + g}{\tau}\right). $$
//
// A small $\tau$ gives nearly hard samples. `hard: true` makes them hard and passes the gradient straight through.
//
// **Predict.** Three classes with probabilities 0.6, 0.3 and 0.1. How often does each win among 4000 draws? Does the
// temperature change that? What does it change?

// %% id="gumbel-run"
const three = tf.tile(tf.log(tf.tensor2d([[0.6, 0.3, 0.1]])), [draws, 1]);
for (const temperature of [0.1, 1, 5]) {
  const samples = gumbelSoftmax(three, { temperature, seed: 3 });
  const winners = tf.mean(tf.oneHot(tf.argMax(samples, -1).toInt(), 3).toFloat(), 0);
  const top = tf.mean(tf.max(samples, -1)).arraySync() as number;
  console.log(
    `τ = ${temperature}: wins ${told(winners)}, mean of the largest entry ${top.toFixed(3)}`,
  );
}

// %% [markdown] id="gumbel-explain"
// <details><summary>What happened</summary>
//
// The same 0.612, 0.294 and 0.093 each time, near 0.6, 0.3 and 0.1: who wins does not depend on $\tau$, since dividing by
// it moves no order. What changes is how clearly: the winner gets 0.96 on average at $\tau = 0.1$, and 0.43 at $\tau = 5$,
// little more than a third.
//
// </details>
//
// ### Exercise 4 ●● Gumbel-softmax
//
// Write it, from uniform numbers to soft samples. So that the check knows the answer, the uniform numbers come as an input.

// %% id="gumbel-sample" exercise="gumbel-sample" role="answer"
/**
 * Soft samples of the classes.
 *
 * @param logits [pixels, classes], float32
 * @param uniform numbers in (0, 1), the same shape
 * @param temperature above 0
 * @returns rows that sum to 1, [pixels, classes]
 */
function gumbelSample(logits: tf.Tensor2D, uniform: tf.Tensor2D, temperature: number): tf.Tensor {
  // BEGIN SOLUTION
  const noise = tf.neg(tf.log(tf.neg(tf.log(uniform))));
  return tf.softmax(tf.div(tf.add(logits, noise), temperature));
  // END SOLUTION
}

// %% id="gumbel-sample-check" exercise="gumbel-sample" role="check"
await check("gumbel-sample", gumbelSample);

// %% [markdown] id="thermostat"
// Back to the four pixels. A pixel's coin is a choice between two classes, with logits $0$ and $z$. Once the loss sees the
// soft samples, once the hard ones, at six temperatures, against the exact gradient.
//
// **Predict.** As $\tau$ falls, what happens to the bias of the *soft* samples? And to their variance? Are the hard samples
// less biased at the same temperature?

// %% id="thermostat-run"
/** [draws, pixels]: each draw's gradient through Gumbel-softmax. */
function gumbelGradients(temperature: number, hard: boolean): tf.Tensor {
  return tf.tidy(() =>
    tf.grad((z) => {
      const coins = tf.stack([tf.zerosLike(z), z], -1);
      const samples = gumbelSoftmax(coins, { temperature, hard, seed: 8 });
      return tf.sum(iouLoss(tf.reshape(tf.slice(samples, [0, 0, 1], [-1, -1, 1]), z.shape)));
    })(manyLogits),
  );
}

const temperatures = [0.1, 0.2, 0.5, 1, 2, 5];
const softErrors = temperatures.map((tau) => errors(gumbelGradients(tau, false)));
const hardErrors = temperatures.map((tau) => errors(gumbelGradients(tau, true)));
temperatures.forEach((tau, i) => {
  const cells = [softErrors[i], hardErrors[i]].map(
    (e) => `bias² ${e?.bias.toFixed(5)}, variance ${e?.variance.toFixed(5)}`,
  );
  console.log(`τ = ${tau}: soft ${cells[0]} · hard ${cells[1]}`);
});
const curve = (name: string, y: number[], dash: string) => ({
  name,
  x: temperatures,
  y,
  mode: "lines+markers",
  line: { dash },
});
show(
  figure(
    [
      curve(
        "soft: bias²",
        softErrors.map(({ bias }) => bias),
        "solid",
      ),
      curve(
        "soft: variance",
        softErrors.map(({ variance }) => variance),
        "dot",
      ),
      curve(
        "hard: bias²",
        hardErrors.map(({ bias }) => bias),
        "dash",
      ),
      curve(
        "hard: variance",
        hardErrors.map(({ variance }) => variance),
        "dashdot",
      ),
    ],
    {
      title: { text: "The thermostat trades variance for bias" },
      xaxis: { title: { text: "temperature τ" }, type: "log", tickvals: temperatures },
      yaxis: { title: { text: "error" }, type: "log", exponentformat: "power" },
    },
    {
      description:
        "Squared bias and variance over the temperature, on logarithmic axes, of soft and of hard " +
        "samples: as the temperature falls, variance rises and bias falls, for both alike.",
    },
  ),
);

// %% [markdown] id="thermostat-explain"
// <details><summary>What happened</summary>
//
// From $\tau = 5$ down to 0.2 the soft samples' bias² falls from 0.0087 to what 4000 draws can no longer tell from nothing;
// the variance grows from almost none to 0.04, and at $\tau = 0.1$ to 0.1. At $\tau = 5$ the bias is four fifths of the
// gradient's whole length: the samples hardly move, so the slope is nearly lost. The bias of the soft samples is easy to
// name. Their gradient is the exact one, of *another* loss: that of soft masks.
//
// The hard samples look at hard masks, and gain next to nothing by it: their gradient still is that of the soft samples, so
// they have its bias, and a little more variance. A temperature that falls during training is the usual compromise.
//
// Compare with section 3: at no temperature is Gumbel-softmax as near here as straight through on tossed masks (variance
// 0.0005, bias² 0.00002). That is this loss's kindness again, not a law.
//
// </details>
//
// ## 5. Lovász: no coins
//
// Another way to insist. The IoU loss is a function of the *set* of wrong pixels, and it is submodular: a further error costs
// less the more there are. Such a function has one convex extension from the corners of the cube to its inside, Lovász's,
// and it is computed by sorting (Berman, Triki and Blaschko 2018). With the errors $e_i = |p_i - t_i|$ sorted
// from large to small,
//
// $$ L = \sum_i e_{(i)}\, \Delta J_i, $$
//
// where $\Delta J_i$ is what the $i$-th pixel adds to the hard loss when the pixels become wrong one after the other, in that
// order. No sampling, no rounding, and at every hard mask it *is* the hard loss.
//
// **Predict.** The soft IoU loss agrees with the hard loss at every corner too. Go in a straight line from one mask to
// another: which of the two losses is made of straight pieces? Which is lower?

// %% id="lovasz-run"
const asImage = (row: tf.Tensor) => tf.reshape(row, [1, pixels, 1]);
const lovasz = (row: tf.Tensor) => lovaszSoftmaxLoss(asImage(target), asImage(row)) as tf.Scalar;
const cornerGaps = masks.arraySync().map((mask) => {
  const row = tf.tensor1d(mask as number[]);
  return Math.abs(lovasz(row).arraySync() - (iouLoss(row).arraySync() as number));
});
console.log("largest gap at a hard mask:", Math.max(...cornerGaps).toFixed(6));

const way = Array.from({ length: 41 }, (_, i) => i / 40);
const from = tf.tensor1d([1, 0, 0, 1]);
const to = tf.tensor1d([0, 1, 1, 0]);
const between = (s: number) => tf.add(tf.mul(from, 1 - s), tf.mul(to, s));
show(
  curveFigure(
    {
      Lovász: way.map((s) => lovasz(between(s)).arraySync()),
      "soft IoU loss": way.map((s) => iouLoss(between(s)).arraySync()),
    },
    {
      x: way,
      title: "One hard loss, two ways to fill the inside",
      xTitle: "from mask 1001 to mask 0110",
      yRange: [0, 1],
      description:
        "Two losses along a line between two masks, equal at its ends, 0.75 and 0.33: Lovász's is " +
        "two straight pieces that sag to 0.5 in the middle; the soft IoU's bulges up to 0.57.",
    },
  ),
);

const towards = (name: string, gradient: tf.Tensor) => {
  const lengths = tf.mul(tf.norm(gradient), tf.norm(exact));
  const cosine = tf.div(tf.sum(tf.mul(gradient, exact)), lengths).arraySync() as number;
  const distance = tf.norm(tf.sub(gradient, exact)).arraySync() as number;
  console.log(
    `${name.padEnd(16)} ${told(gradient)}, off by ${distance.toFixed(4)}, cosine ${cosine.toFixed(3)}`,
  );
};
towards("exact", exact);
towards("straight through", tf.grad((z) => tf.sum(iouLoss(through(z))))(logits));
towards("Lovász", tf.grad((z) => lovasz(tf.sigmoid(z)))(logits));
towards("soft IoU", tf.grad((z) => tf.sum(iouLoss(tf.sigmoid(z))))(logits));

// %% [markdown] id="lovasz-explain"
// <details><summary>What happened</summary>
//
// Lovász's is two straight pieces and the lower one: 0.5 in the middle, below the straight chord between the ends, as a
// convex loss must be. The soft IoU bulges above the chord, to 0.57.
//
// The table sets the three losses that toss no coin against the exact gradient. Lovász points nearly the same way and is off
// as far as straight through: it is no estimate of the expected loss, but a surrogate with the right corners. The soft IoU,
// taken at the probabilities, comes closest of all. Without coins there is no variance; what is off stays off.
//
// </details>
//
// ### Exercise 5 ●● What the next error costs
//
// Write $\Delta J$ for one class. The labels come *already sorted*, largest error first. When the first $i$ pixels are wrong,
// those of them that are 1 have left the intersection, and those that are 0 have joined the union. The hard loss grows from
// 0 (none wrong) to 1 (all wrong); give what each pixel adds.

// %% id="jaccard-steps" exercise="jaccard-steps" role="answer"
/**
 * What each pixel adds to 1 − IoU as the pixels become wrong in order.
 *
 * @param sorted hard labels with at least one 1, in the order of falling error, [pixels], float32
 * @returns the increments, [pixels]; they sum to 1
 */
function jaccardSteps(sorted: tf.Tensor1D): tf.Tensor {
  // BEGIN SOLUTION
  const intersection = tf.sub(tf.sum(sorted), tf.cumsum(sorted));
  const union = tf.add(tf.sum(sorted), tf.cumsum(tf.sub(1, sorted)));
  const losses = tf.sub(1, tf.div(intersection, union));
  const before = tf.concat([tf.zeros([1]), tf.slice(losses, 0, losses.size - 1)]);
  return tf.sub(losses, before);
  // END SOLUTION
}

// %% id="jaccard-steps-check" exercise="jaccard-steps" role="check"
await check("jaccard-steps", jaccardSteps);

// %% [markdown] id="race"
// ## 6. Does it matter?
//
// A biased gradient may still point downhill. So let them race: the four logits start undecided, every method takes 60 steps
// of plain gradient descent with *one* draw a step, and the exact expected hard loss is the judge. The mean of 32 runs.
//
// **Predict.** Order them: exact gradient, score function, straight through (tossed), Gumbel soft (τ = 1), and the plain soft
// IoU loss, which never saw a hard mask.

// %% id="race-run"
const runs = 32;
const raceSteps = 60;

/** Gradients [runs, pixels] at logits [runs, pixels], by uniform numbers of the same shape. */
type Estimator = (z: tf.Tensor, uniform: tf.Tensor, step: number) => tf.Tensor;

const estimators: Record<string, Estimator> = {
  exact: (z) => tf.grad(expectedLosses)(z),
  "score function": (z, uniform) => {
    const p = tf.sigmoid(z);
    const mask = tf.less(uniform, p).toFloat();
    return tf.mul(tf.expandDims(iouLoss(mask), -1), tf.sub(mask, p));
  },
  "straight through": (z, uniform) => {
    const mask = stopGradient(tf.less(uniform, tf.sigmoid(z)).toFloat());
    return tf.grad((x) => {
      const soft = tf.sigmoid(x);
      return tf.sum(iouLoss(tf.add(soft, stopGradient(tf.sub(mask, soft)))));
    })(z);
  },
  "Gumbel soft, τ = 1": (z, _, step) =>
    tf.grad((x) => {
      const coins = tf.stack([tf.zerosLike(x), x], -1);
      const samples = gumbelSoftmax(coins, { temperature: 1, seed: 100 + step });
      return tf.sum(iouLoss(tf.reshape(tf.slice(samples, [0, 0, 1], [-1, -1, 1]), x.shape)));
    })(z),
  "soft IoU": (z) => tf.grad((x) => tf.sum(iouLoss(tf.sigmoid(x))))(z),
};

/** The sum over runs of each run's expected hard loss. */
function expectedLosses(z: tf.Tensor): tf.Scalar {
  const signs = tf.expandDims(tf.sub(tf.mul(masks, 2), 1), 0);
  const logs = tf.neg(tf.sum(tf.softplus(tf.neg(tf.mul(signs, tf.expandDims(z, 1)))), -1));
  return tf.sum(tf.mul(tf.exp(logs), iouLoss(masks)));
}

/** The mean expected hard loss before each step. */
function race(estimate: Estimator): number[] {
  let z: tf.Tensor = tf.zeros([runs, pixels]);
  return Array.from({ length: raceSteps }, (_, step) => {
    const { loss, next } = tf.tidy(() => {
      const uniform = tf.randomUniform([runs, pixels], 0, 1, "float32", 1000 + step);
      const gradient = estimate(z, uniform, step);
      return {
        loss: expectedLosses(z).arraySync() / runs,
        next: tf.sub(z, tf.mul(gradient, 2)),
      };
    });
    z.dispose();
    z = next;
    return loss;
  });
}

const raced = Object.entries(estimators).map(([name, estimate]) => ({ name, y: race(estimate) }));
for (const { name, y } of raced) {
  console.log(
    `${name.padEnd(20)} after 20 steps ${y[20]?.toFixed(3)}, at the end ${y.at(-1)?.toFixed(3)}`,
  );
}
show(
  curveFigure(Object.fromEntries(raced.map(({ name, y }) => [name, y])), {
    title: "The expected hard loss, by what trained it",
    yTitle: "exact expected 1 − IoU",
    yRange: [0, 0.6],
    description:
      "Five falling curves of the expected hard loss over 60 steps: straight through, the soft " +
      "IoU and the exact gradient close together, Gumbel-softmax later, the score function last.",
  }),
);

// %% [markdown] id="race-explain"
// <details><summary>What happened</summary>
//
// After 20 steps straight through (0.140), the soft IoU (0.144) and the exact gradient (0.146) are together, Gumbel-softmax
// is behind (0.203) and the score function last (0.248). At the end the spread is small, and the score function, the only
// unbiased estimator among them, is still last: 0.061 against 0.035 to 0.042. Variance cost more than bias.
//
// Mind the soft IoU, which never rounded, tossed or sorted anything. It is as good as the best. "You need to design
// a “soft” version", the thread says, and for this loss that is the whole answer. What tossing buys is generality: it works
// for losses that have no soft version.
//
// </details>

// %% [markdown] id="race-why-predict"
// **Predict.** Three methods end below the exact gradient. How can anything beat it? Compare the mean gradients of 4000 draws
// at the start, and at $z = (3, 3, 3, -3)$, where the mask is nearly right.

// %% id="race-why-run"
for (const start of [
  [0, 0, 0, 0],
  [3, 3, 3, -3],
]) {
  const many = tf.tile(tf.tensor2d([start]), [draws, 1]);
  const uniform = tf.randomUniform([draws, pixels], 0, 1, "float32", 8);
  console.log(`z = (${start.join(", ")})`);
  for (const [name, estimate] of Object.entries(estimators)) {
    console.log(`  ${name.padEnd(20)} ${told(tf.mean(estimate(many, uniform, 0), 0))}`);
  }
}

// %% [markdown] id="recap"
// <details><summary>What happened</summary>
//
// The exact gradient is the steepest way down from where one stands, not the shortest way to the end, and a step is as long
// as the gradient. Straight through and the soft IoU push the fourth pixel, the one that does not belong, harder than the
// exact gradient does: 0.014 for 0.011 near the end. Gumbel-softmax is timid at the start, with two thirds of the exact
// gradient, and bold near the end, with half as much again: first behind, then ahead. Their bias works like a lucky learning
// rate here. For another loss, as with $m^2$, it need not be lucky.
//
// </details>
//
// ## Recap
//
// - The rounded loss has no slope; the *expected* loss over coins has one, exact by enumeration while the image is tiny.
// - The score function estimates it without bias and with great variance. Give it a baseline.
// - Straight-through is calm and biased, and its bias depends on which soft formula you wrote: $m$ and $m^2$ are one hard
//   loss and two gradients. Measure before you trust it.
// - Gumbel-softmax has a thermostat: cold is noisy, warm is biased. Making its samples hard does not remove the bias.
// - Lovász sorts instead of tossing. It equals the hard loss at every mask and is convex between.
// - So, if you insist: a soft loss first; Lovász to fine-tune the IoU; straight-through or Gumbel-softmax if a later stage must
//   *see* hard values; the score function if that stage has no slope at all.
//
// Next: [lesson 9](09-capstone.ipynb), which asks of all of it whether it matters. One solution of each exercise stands in this
// lesson's source, `08-hard-forward.ts`.
//
// ## Sources
//
// - The PyTorch forum thread "Retaining grad_fn for one-hot encoded tensors": "if you insist on a hard loss function […]
//   you will, as you have seen, lose the gradients", and the advice to design a soft version.
// - R. J. Williams, *Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning*, Machine
//   Learning 8 (1992): REINFORCE and its baseline.
// - Y. Bengio, N. Léonard, A. Courville, *Estimating or Propagating Gradients Through Stochastic Neurons for Conditional
//   Computation*, arXiv 1308.3432 (2013): the straight-through estimator.
// - E. Jang, S. Gu, B. Poole, *Categorical Reparameterization with Gumbel-Softmax*, ICLR 2017; C. J. Maddison, A. Mnih,
//   Y. W. Teh, *The Concrete Distribution*, ICLR 2017.
// - M. Berman, A. Rannen Triki, M. B. Blaschko, *The Lovász-Softmax Loss*, CVPR 2018; J. Yu, M. B. Blaschko, *The Lovász
//   Hinge: A Novel Convex Surrogate for Submodular Losses*, arXiv 1512.07797 (2015), for the convex extension.

// %% id="progress"
progress("08-hard-forward");
