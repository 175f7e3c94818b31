// The kernel beside the ones that people use, in one run: the machine's load is then everyone's.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";
import { median } from "./measure.mjs";

/** What is measured, in the order of the table. */
const figures = {
  "start to kernel_info_reply, ms": "reply",
  "start to ready, iopub too, ms": "ready",
  "first cell, 1+1, ms": "first",
  "20 trivial cells, each, ms": "cells",
  "cell that imports tfjs, ms": "tfjs",
  "cells after it, each, ms": "after",
  "100,000 lines from a loop, ms": "lines",
  "  lines that arrive": "arrived",
  "nbconvert --execute, 5 cells, ms": "nbconvert",
  "memory when idle, MB": "idleMemory",
  "memory after tfjs, MB": "tfjsMemory",
};
/** Better when it is more. */
const counts = new Set(["arrived"]);

/** Times and prints each figure of each kernel, round by round in turns. */
export async function kernelSuite({ rounds = 5 }) {
  if (!existsSync(join(root, "dist", "kernel", "main.js"))) await import("../build.mjs");
  const { contestants } = await import("./kernel/contestants.mjs");
  const { sitting } = await import("./kernel/sitting.mjs");
  const { nbconvert } = await import("./kernel/nbconvert.mjs");
  const scratch = join(root, ".softgrad", "bench");
  mkdirSync(scratch, { recursive: true });
  const { kernels, absent } = await contestants(scratch);
  for (const problem of absent) console.log(`NOT MEASURED: ${problem}`);
  const jupyter = jupyterOf(root);
  if (jupyter === undefined) {
    console.log("NOT MEASURED: nbconvert, since no jupyter is found; run npm test -- kernel first");
  }

  const cwd = mkdtempSync(join(scratch, "notebook-"));
  const samples = Object.fromEntries(kernels.map(({ name }) => [name, []]));
  try {
    // The first round fills the caches of the disk and of the compilers, and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const spec of kernels) {
        const measured = {
          ...(await sitting(spec, cwd)),
          ...(jupyter && { nbconvert: nbconvert(spec, cwd, jupyter) }),
        };
        if (round > 0) samples[spec.name].push(measured);
      }
    }
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
  print(samples, rounds);
}

function print(samples, rounds) {
  console.log(
    `\nMedians of ${rounds} rounds in turns, Node ${process.versions.node}; in brackets what the other takes for each 1 of softgrad`,
  );
  const names = Object.keys(samples);
  console.log(`${"".padEnd(34)}${names.map((name) => name.padStart(20)).join("")}`);
  for (const [title, figure] of Object.entries(figures)) {
    const values = names.map((name) => {
      const known = samples[name].flatMap((sample) => sample[figure] ?? []);
      return known.length > 0 ? median(known) : undefined;
    });
    const [own] = values;
    const cells = values.map((value, index) => {
      if (value === undefined) return "–";
      const ratio = index > 0 && own && !counts.has(figure) ? ` (${(value / own).toFixed(2)})` : "";
      return value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0) + ratio;
    });
    console.log(`${title.padEnd(34)}${cells.map((cell) => cell.padStart(20)).join("")}`);
  }
}

/** The checkout's own Jupyter, else the one on the PATH. */
function jupyterOf(checkout) {
  const own = join(checkout, ".venv", "bin", "jupyter");
  if (existsSync(own)) return own;
  try {
    execFileSync("jupyter", ["nbconvert", "--version"], { stdio: "ignore" });
    return "jupyter";
  } catch {
    return undefined;
  }
}
