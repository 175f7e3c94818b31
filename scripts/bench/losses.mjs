// The library's losses beside what one would write without it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { interleave, median } from "./measure.mjs";

/** Times and prints forward and gradient of each loss. */
export async function lossSuite({ backend, shape, rounds = 15 }) {
  const library = fileURLToPath(new URL("../../dist/lib/index.js", import.meta.url));
  if (!existsSync(library)) await import("../build.mjs");
  const softgrad = await import("../../dist/lib/index.js");
  await softgrad.useBestBackend({ candidates: [backend] });
  console.log(
    `Forward and gradient of the logits [${shape}], ${backend} backend, Node ${process.versions.node}; medians of ${rounds} rounds, ms`,
  );
  for (const { title, runs } of lossBenchmarks({ softgrad, shape })) {
    const times = await interleave(runs, rounds);
    const [own] = Object.keys(runs);
    const base = median(times[own]);
    console.log(`\n${title}`);
    for (const [variant, samples] of Object.entries(times)) {
      const time = median(samples);
      const ratio = variant === own ? "" : `softgrad takes ${(base / time).toFixed(2)} of it`;
      console.log(`  ${variant.padEnd(34)} ${time.toFixed(2).padStart(9)}  ${ratio}`);
    }
  }
}

/** Each benchmark's variants; the first is the library's. */
function lossBenchmarks({ softgrad, shape }) {
  const logits = tf.randomNormal(shape, 0, 2, "float32", 1);
  const target = tf.softmax(tf.randomNormal(shape, 0, 2, "float32", 2));
  const pixels = shape.slice(1, -1).map((_, axis) => axis + 1);
  const step = (loss) => async () => {
    const gradient = tf.tidy(() => tf.grad(loss)(logits));
    await gradient.data();
    gradient.dispose();
  };
  const overlap = (score) =>
    step((x) => {
      const p = tf.softmax(x);
      const shared = p.mul(target).sum(pixels);
      return tf.sub(1, score(shared, p.sum(pixels).add(target.sum(pixels))).mean());
    });
  return [
    {
      title: "soft Dice loss, softmax",
      runs: {
        softgrad: step((x) => softgrad.softDiceLoss(target, x, { activation: "softmax" })),
        "composed of tf operations": overlap((shared, sizes) =>
          shared.mul(2).add(1e-5).div(sizes.add(1e-5)),
        ),
      },
    },
    {
      title: "soft IoU loss, softmax",
      runs: {
        softgrad: step((x) => softgrad.softIouLoss(target, x, { activation: "softmax" })),
        "composed of tf operations": overlap((shared, sizes) =>
          shared.add(1e-5).div(sizes.sub(shared).add(1e-5)),
        ),
      },
    },
    {
      title: "softmax cross-entropy, soft labels",
      runs: {
        softgrad: step((x) => softgrad.softmaxCrossEntropy(target, x)),
        "composed of tf operations": step((x) => tf.logSoftmax(x).mul(target).sum(-1).neg().mean()),
        "tf.losses.softmaxCrossEntropy": step((x) => tf.losses.softmaxCrossEntropy(target, x)),
      },
    },
    {
      title: "sigmoid cross-entropy, soft labels",
      runs: {
        softgrad: step((x) => softgrad.sigmoidCrossEntropy(target, x)),
        "composed of tf operations": step((x) =>
          x.relu().sub(x.mul(target)).add(x.abs().neg().exp().log1p()).mean(),
        ),
        "tf.losses.sigmoidCrossEntropy": step((x) => tf.losses.sigmoidCrossEntropy(target, x)),
      },
    },
  ];
}
