// npm run bench [-- suite …] [--rounds N]: what the project costs beside what one would use without it.
//   losses [--backend cpu|wasm|tensorflow] [--shape 2,128,128,4]: a loss and its gradient beside the
//     same formula written with TensorFlow.js's own operations, and beside PyTorch where python3 has it
//   kernel: the kernel beside tslab and Deno's
//   check: a cell's type check late in a notebook beside early in one
import { parseArgs } from "node:util";
import { checkSuite } from "./bench/check.mjs";
import { kernelSuite } from "./bench/kernel.mjs";
import { lossSuite } from "./bench/losses.mjs";

const suites = { losses: lossSuite, kernel: kernelSuite, check: checkSuite };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    backend: { type: "string", default: "wasm" },
    shape: { type: "string" },
    rounds: { type: "string" },
  },
});
const wanted = positionals.length > 0 ? positionals : Object.keys(suites);
const unknown = wanted.find((name) => !(name in suites));
const shape = values.shape?.split(",").map(Number);
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
const problem =
  (unknown &&
    `Cannot run benchmarks: there is no "${unknown}", only ${Object.keys(suites).join(", ")}`) ||
  (!(shape ?? []).every((size) => Number.isInteger(size) && size > 0) &&
    `Cannot run benchmarks: shape must be sizes like 2,128,128,4, but is ${values.shape}`) ||
  (rounds !== undefined &&
    !(Number.isInteger(rounds) && rounds > 0) &&
    `Cannot run benchmarks: rounds must be a whole number above 0, but is ${values.rounds}`);
if (problem) {
  console.error(problem);
  process.exit(2);
}
for (const name of wanted) await suites[name]({ backend: values.backend, shape, rounds });
