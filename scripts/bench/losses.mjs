// The library's losses beside what one would write without it, and beside PyTorch.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lossContestants } from "./losses/contestants.mjs";
import { torchTimes } from "./losses/pytorch.mjs";
import { interleave, median } from "./measure.mjs";

/** A large image, many rows that are an image each, and a small image. */
const usualShapes = [
  [8, 256, 256, 4],
  [65536, 10],
  [2, 32, 32, 3],
];

/** Times and prints forward and gradient of each loss. */
export async function lossSuite({ backend, shape, rounds = 9 }) {
  const library = fileURLToPath(new URL("../../dist/lib/index.js", import.meta.url));
  if (!existsSync(library)) await import("../build.mjs");
  const softgrad = await import("../../dist/lib/index.js");
  await softgrad.useBestBackend({ candidates: [backend] });
  for (const size of shape ? [shape] : usualShapes) {
    console.log(
      `\nForward and gradient of the logits [${size}], ${backend} backend, Node ${process.versions.node}; ` +
        `medians of ${rounds} rounds, ms, and what part of it softgrad takes`,
    );
    const torch = torchTimes(size, rounds);
    console.log(torch.missing ?? `PyTorch ${torch.version}, one thread`);
    for (const [loss, runs] of Object.entries(lossContestants({ softgrad, shape: size }))) {
      const times = Object.entries(await interleave(runs, rounds)).map(([name, samples]) => [
        name,
        median(samples),
      ]);
      for (const [layout, time] of Object.entries(torch.times?.[loss] ?? {})) {
        times.push([`PyTorch ${layout}`, time]);
      }
      printTimes(loss, times);
    }
  }
}

function printTimes(loss, [[, own], ...others]) {
  const beside = others.map(
    ([name, time]) => `${name} ${time.toFixed(2)} (${(own / time).toFixed(2)})`,
  );
  console.log(`  ${loss.padEnd(22)} ${own.toFixed(2).padStart(8)}   ${beside.join(", ")}`);
}
