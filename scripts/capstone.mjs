// npm run capstone [-- --seeds N] [--steps N] [--write]: trains on every labelling of both tasks, with
// the lesson's own code, and prints the table of results. With --write it is put into lesson 9, and the
// numbers into scripts/capstone/results.json.
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { useBestBackend } from "softgrad";
import { experimentOf, lesson } from "./capstone/experimentOf.mjs";
import { tableOf, withTable } from "./capstone/table.mjs";
import { root } from "./root.mjs";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "8" },
    steps: { type: "string", default: "80" },
    write: { type: "boolean", default: false },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const steps = Number(values.steps);
if (!(seeds.length >= 2 && Number.isInteger(steps) && steps >= 1)) {
  console.error("Cannot run the capstone: --seeds must be 2 or more, and --steps 1 or more");
  process.exit(2);
}

const backend = await useBestBackend({ candidates: ["wasm", "cpu"] });
const experiment = await experimentOf();
const started = performance.now();
const rows = [];
for (const task of ["blobs", "digits"]) {
  for (const kind of ["clear", "ambiguous"]) {
    const runs = seeds.map((seed) => {
      console.error(`${kind} ${task}, seed ${seed} of ${seeds.length}`);
      return experiment(task, kind, seed, steps);
    });
    for (const labels of Object.keys(runs[0])) {
      const scores = runs.map((run) => run[labels]);
      rows.push({ task, kind, labels, scores });
    }
  }
}
const results = { seeds, steps, rows };
console.log(tableOf(results));
console.error(`${Math.round((performance.now() - started) / 1000)} s on ${backend}`);
if (values.write) {
  await writeFile(`${root}/scripts/capstone/results.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(lesson, withTable(await readFile(lesson, "utf8"), tableOf(results)));
}
