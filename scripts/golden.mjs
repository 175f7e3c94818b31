// npm run golden -- FILE… [--backend cpu|wasm|tensorflow]: compares the built library with oracle values.
//
// Prints passed, failed and unmapped cases a function, and each failure's reason. Exits with 1 when a
// case fails or its function is not in the table; a case that cannot be mapped is never passed over.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { functions } from "./golden/functions.mjs";
import { readCases } from "./golden/readCases.mjs";
import { runCase } from "./golden/runCase.mjs";

const usage = "Usage: npm run golden -- FILE… [--backend cpu|wasm|tensorflow]";

function fail(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { backend: { type: "string", default: "cpu" } },
    });
    if (positionals.length === 0)
      return fail(`Cannot compare with golden values: no file is named.\n${usage}`);
    return { files: positionals, backend: values.backend };
  } catch (cause) {
    return fail(`${cause.message}\n${usage}`);
  }
}

const { files, backend } = readArguments();
const cases = files.flatMap((file) => {
  try {
    return readCases(file);
  } catch (cause) {
    return fail(cause.message);
  }
});
const library = fileURLToPath(new URL("../dist/lib/index.js", import.meta.url));
if (!existsSync(library)) await import("./build.mjs");
const softgrad = await import("../dist/lib/index.js");
await softgrad.useBestBackend({ candidates: [backend] }).catch((cause) => fail(cause.message));
const table = functions(softgrad);

const counts = new Map();
for (const golden of cases) {
  const result = runCase(golden, table, tf);
  const row = counts.get(golden.loss) ?? { passed: 0, failed: 0, unmapped: 0 };
  row[result.status] += 1;
  counts.set(golden.loss, row);
  if (result.status === "failed") console.log(`FAILED ${golden.id}: ${result.reasons.join("; ")}`);
}

const width = Math.max(...[...counts.keys(), "function"].map((name) => name.length));
const line = (name, ...columns) =>
  console.log([name.padEnd(width), ...columns.map((c) => String(c).padStart(9))].join(" "));
const total = { passed: 0, failed: 0, unmapped: 0 };
line("function", "passed", "failed", "unmapped");
for (const [name, row] of counts) {
  line(name, row.passed, row.failed, row.unmapped);
  for (const key of Object.keys(total)) total[key] += row[key];
}
line("total", total.passed, total.failed, total.unmapped);
console.log(`on the ${backend} backend of TensorFlow.js ${tf.version.tfjs}`);
process.exitCode = total.failed + total.unmapped > 0 ? 1 : 0;
