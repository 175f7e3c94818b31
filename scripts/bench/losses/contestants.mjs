// Each loss of the library, and what one would write in its place with TensorFlow.js's operations.
import * as tf from "@tensorflow/tfjs";

/** Each loss's variants by name; the first is the library's. Target and prediction are soft. */
export function lossContestants({ softgrad, shape }) {
  const logits = tf.randomNormal(shape, 0, 2, "float32", 1);
  const target = tf.softmax(tf.randomNormal(shape, 0, 2, "float32", 2));
  const hard = tf.tidy(() => tf.oneHot(target.argMax(-1).toInt(), shape.at(-1)).toFloat());
  const pixels = shape.slice(1, -1).map((_, axis) => axis + 1);
  const sum = (x) => (pixels.length > 0 ? x.sum(pixels) : x);
  // The backends work before they return, so there is nothing to wait for; the gradient is left where
  // the next step would use it, as PyTorch's is.
  const step = (loss) => () => tf.grad(loss)(logits).dispose();
  const softmax = { activation: "softmax" };
  const overlap = (over, under) =>
    step((x) => {
      const p = tf.softmax(x);
      const [above, below] = [over(p), under(p)];
      return tf.sub(1, above.add(1e-5).div(below.add(1e-5))).mean();
    });
  const sizes = (p) => sum(p).add(sum(target));
  const shared = (p) => sum(p.mul(target));
  const difference = (p) => sum(p.sub(target).abs());
  return {
    "soft Dice": {
      softgrad: step((x) => softgrad.softDiceLoss(target, x, softmax)),
      composed: overlap((p) => shared(p).mul(2), sizes),
    },
    "soft IoU": {
      softgrad: step((x) => softgrad.softIouLoss(target, x, softmax)),
      composed: overlap(shared, (p) => sizes(p).sub(shared(p))),
    },
    JML1: {
      softgrad: step((x) => softgrad.jaccardMetricLoss(target, x, softmax)),
      composed: overlap(
        (p) => sizes(p).sub(difference(p)),
        (p) => sizes(p).add(difference(p)),
      ),
    },
    "Lovász-softmax": {
      softgrad: step((x) => softgrad.lovaszSoftmaxLoss(hard, x, { ...softmax, over: "batch" })),
      composed: step((x) => lovasz(hard, x)),
    },
    "softmax cross-entropy": {
      softgrad: step((x) => softgrad.softmaxCrossEntropy(target, x)),
      composed: step((x) => tf.logSoftmax(x).mul(target).sum(-1).neg().mean()),
      "tf.losses": step((x) => tf.losses.softmaxCrossEntropy(target, x)),
    },
    "sigmoid cross-entropy": {
      softgrad: step((x) => softgrad.sigmoidCrossEntropy(target, x)),
      composed: step((x) => x.relu().sub(x.mul(target)).add(x.abs().neg().exp().log1p()).mean()),
      "tf.losses": step((x) => tf.losses.sigmoidCrossEntropy(target, x)),
    },
    focal: {
      softgrad: step((x) => softgrad.focalLoss(target, x)),
      composed: step((x) => {
        const p = tf.sigmoid(x);
        const likely = p.mul(target).add(tf.sub(1, p).mul(tf.sub(1, target)));
        const cost = x.relu().sub(x.mul(target)).add(x.abs().neg().exp().log1p());
        return tf.sub(1, likely).square().mul(cost).mean();
      }),
    },
    Brier: {
      softgrad: step((x) => softgrad.brierLoss(target, x, softmax)),
      composed: step((x) => tf.softmax(x).sub(target).square().sum(-1).mean()),
    },
  };
}

/** As the paper's code has it: errors sorted by topk; weights of the order are constants to the gradient. */
function lovasz(hard, x) {
  const classes = x.shape.at(-1);
  const errors = hard.sub(tf.softmax(x)).abs().reshape([-1, classes]);
  const constant = tf.customGrad((e) => ({ value: weightsOf(e, hard), gradFunc: tf.zerosLike }));
  return errors.mul(constant(errors)).sum(0).mean();
}

function weightsOf(errors, hard) {
  const [pixels, classes] = errors.shape;
  const foreground = hard.reshape([pixels, classes]);
  const columns = tf.split(errors, classes, 1).map((column, c) => {
    const order = column.reshape([pixels]).topk(pixels).indices;
    const ranked = foreground.slice([0, c], [pixels, 1]).reshape([pixels]).gather(order);
    const total = ranked.sum();
    const union = total.add(tf.sub(1, ranked).cumsum());
    const jaccard = tf.sub(1, total.sub(ranked.cumsum()).div(union));
    const rises = jaccard.sub(tf.concat([tf.zeros([1]), jaccard.slice(0, pixels - 1)]));
    return tf.scatterND(order.expandDims(1), rises, [pixels]);
  });
  return tf.stack(columns, 1);
}
