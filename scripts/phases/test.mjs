import { performance } from "node:perf_hooks";
import { stopChildrenOnSignals } from "../prepare/command.mjs";
import { reportFailure } from "../prepare/errors.mjs";
import { prepare } from "../prepare/index.mjs";
import { jupyterEnvironment } from "../prepare/jupyter-environment.mjs";
import { lock } from "../prepare/lock.mjs";
import { createProgress, duration } from "../prepare/progress.mjs";
import { findChromium, hasSandbox, installSystemPackages } from "../prepare/system-packages.mjs";
import { root } from "../root.mjs";
import { add, exitCodeFor, summary } from "./counts.mjs";
import { choosePhases } from "./phases.mjs";
import { runPhase } from "./run-phase.mjs";

/** What `npm test` does; its last line is the summary. */
export async function test(argv) {
  const names = argv.filter((argument) => argument !== "--");
  const { chosen, problem } = choosePhases(names);
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  stopChildrenOnSignals();
  let total = { passed: 0, failed: 0, skipped: 0 };
  try {
    const machine = await prepareMachine(chosen);
    for (const phase of chosen) total = add(total, await oneAfterAnother(phase, machine));
  } catch (error) {
    reportFailure(error);
    total.failed++;
  }
  process.exitCode = exitCodeFor(total);
  console.log(summary(total));
}

async function prepareMachine(chosen) {
  const progress = createProgress(process.stdout, { quiet: true });
  const unlock = await lock(root, progress.note);
  const jupyter = chosen.some(({ kind }) => kind === "vitest");
  await prepare(root, progress, { jupyter });
  const wants = (what) => chosen.some(({ needs }) => needs === what);
  const missing = [];
  if (wants("chromium") && !(await findChromium())) missing.push("chromium");
  if (wants("sandbox") && !(await hasSandbox())) missing.push("bubblewrap");
  if (missing.length > 0) await installSystemPackages(missing, progress);
  unlock();
  const chromium = wants("chromium") ? await findChromium() : undefined;
  return {
    chromium,
    sandbox: wants("sandbox") && (await hasSandbox()),
    env: {
      ...jupyterEnvironment(root),
      ...(chromium ? { CHROME_PATH: chromium } : {}),
    },
  };
}

const remedies = {
  chromium: "Chromium is missing: install it, or set CHROME_PATH",
  sandbox: "bubblewrap is missing or may not make namespaces here: install it, or allow them",
};

async function oneAfterAnother(phase, machine) {
  console.log(`\n── ${phase.name} ${"─".repeat(Math.max(0, 60 - phase.name.length))}`);
  if (phase.needs && !machine[phase.needs]) {
    console.log(`SKIPPED: the phase "${phase.name}" did not run. ${remedies[phase.needs]}.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const start = performance.now();
  const counts = await runPhase(root, phase, machine.env);
  if (counts.passed + counts.failed + counts.skipped === 0) {
    console.log(`SKIPPED: the phase "${phase.name}" has no tests.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  console.log(`${phase.name}: ${summary(counts)} (${duration(performance.now() - start)})`);
  return counts;
}
