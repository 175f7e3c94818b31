import { distStep } from "./dist.mjs";
import { jupyterFilesStep } from "./jupyter-files.mjs";
import { kernelStep } from "./kernel.mjs";
import { lessonNotebooksStep } from "./lesson-notebooks.mjs";
import { packagesStep } from "./packages.mjs";
import { linkSelf } from "./self-link.mjs";
import { venvStep } from "./venv.mjs";

/**
 * Brings the checkout to where a command can run: the JavaScript side and the Python side at once,
 * each step skipped when it has nothing to do.
 *
 * @param {string} root
 * @param {{step: (step: object) => Promise<void>}} progress
 * @param {{notebooks?: boolean, jupyter?: boolean, python?: string}} needs
 */
export async function prepare(root, progress, { notebooks = true, jupyter = false, python } = {}) {
  const sides = [javaScriptSide(root, progress, notebooks)];
  if (jupyter) sides.push(pythonSide(root, progress, python));
  // Both are waited for: a process left behind by a failed start would write into the next one.
  for (const side of await Promise.allSettled(sides)) {
    if (side.status === "rejected") throw side.reason;
  }
  // Out of the one into the other.
  if (jupyter) await progress.step(kernelStep(root));
}

async function javaScriptSide(root, progress, notebooks) {
  await progress.step(packagesStep(root));
  linkSelf(root);
  await progress.step(distStep(root));
  if (notebooks) await progress.step(lessonNotebooksStep(root));
}

async function pythonSide(root, progress, python) {
  await progress.step(venvStep(root, { python }));
  await progress.step(jupyterFilesStep(root));
}
