// npm run bench [-- losses] [--backend cpu|wasm|tensorflow] [--shape 2,128,128,4] [--rounds N]:
// what a loss and its gradient cost beside the same formula written with TensorFlow.js's own operations.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { lossBenchmarks } from "./bench/losses.mjs";
import { interleave, median } from "./bench/measure.mjs";

const suites = { losses: lossBenchmarks };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    backend: { type: "string", default: "wasm" },
    shape: { type: "string", default: "2,128,128,4" },
    rounds: { type: "string", default: "15" },
  },
});
const wanted = positionals.length > 0 ? positionals : Object.keys(suites);
const unknown = wanted.find((name) => !(name in suites));
const shape = values.shape.split(",").map(Number);
const rounds = Number(values.rounds);
const problem =
  (unknown &&
    `Cannot run benchmarks: there is no "${unknown}", only ${Object.keys(suites).join(", ")}`) ||
  (!shape.every((size) => Number.isInteger(size) && size > 0) &&
    `Cannot run benchmarks: shape must be sizes like 2,128,128,4, but is ${values.shape}`) ||
  (!(Number.isInteger(rounds) && rounds > 0) &&
    `Cannot run benchmarks: rounds must be a whole number above 0, but is ${values.rounds}`);
if (problem) {
  console.error(problem);
  process.exit(2);
}

const library = fileURLToPath(new URL("../dist/lib/index.js", import.meta.url));
if (!existsSync(library)) await import("./build.mjs");
const softgrad = await import("../dist/lib/index.js");
await softgrad.useBestBackend({ candidates: [values.backend] });
console.log(
  `Forward and gradient of the logits [${shape}], ${values.backend} backend, Node ${process.versions.node}; medians of ${rounds} rounds, ms`,
);

for (const name of wanted) {
  for (const { title, runs } of suites[name]({ softgrad, tf, shape })) {
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
