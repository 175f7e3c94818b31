import { join } from "node:path";
import { root } from "../root.mjs";
import { inTheOpen, stopChildrenOnSignals } from "./command.mjs";
import { reportFailure } from "./errors.mjs";
import { prepare } from "./index.mjs";
import { jupyterEnvironment } from "./jupyter-environment.mjs";
import { lock } from "./lock.mjs";
import { createProgress } from "./progress.mjs";
import { hasSandbox, installSystemPackages } from "./system-packages.mjs";

/** What each command needs beside the packages and dist/. */
const needs = {
  "build-notebooks": { notebooks: false },
  grade: { notebooks: true, sandbox: true },
  execute: { notebooks: true, jupyter: true },
};

/** Runs one `softgrad` command in the checkout; sets its exit code as this process's own. */
export async function run([command, ...args]) {
  try {
    const { sandbox, ...steps } = needs[command] ?? {};
    // On stderr, so that a report written to stdout can be piped as it is.
    const progress = createProgress(process.stderr, { quiet: true });
    const restoreSignals = stopChildrenOnSignals();
    const unlock = await lock(root, progress.note);
    await prepare(root, progress, steps);
    if (sandbox && !(await hasSandbox())) await installSystemPackages(["bubblewrap"], progress);
    unlock();
    restoreSignals();

    // The command gets the terminal's Ctrl-C itself and ends in its own way.
    const ignore = () => {};
    process.on("SIGINT", ignore);
    const main = join(root, "dist", "cli", "main.js");
    const env = steps.jupyter ? jupyterEnvironment(root) : process.env;
    process.exitCode = await inTheOpen(process.execPath, [main, command, ...args].filter(Boolean), {
      env,
    });
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
