import { root } from "../root.mjs";
import { parseStartArguments, startHelp } from "./arguments.mjs";
import { stopChildrenOnSignals } from "./command.mjs";
import { reportFailure } from "./errors.mjs";
import { prepare } from "./index.mjs";
import { lock } from "./lock.mjs";
import { choosePort } from "./port.mjs";
import { createProgress } from "./progress.mjs";
import { serve } from "./server.mjs";
import { tryTfjsNode } from "./tfjs-node.mjs";

/** What `npm start` does; sets the exit code and reports its own failures. */
export async function start(argv) {
  try {
    const options = parseStartArguments(argv);
    if (options.help) console.log(startHelp);
    else process.exitCode = await run(options);
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}

async function run({ python, port: asked, prepareOnly, tfjsNode, kernel, passed }) {
  // Before minutes of installing: a port that is taken now will most likely be taken then.
  const early = prepareOnly ? undefined : await choosePort(asked);
  const progress = createProgress(process.stdout);
  const restoreSignals = stopChildrenOnSignals();
  const unlock = await lock(root, progress.note);
  await prepare(root, progress, { jupyter: true, python });
  if (tfjsNode) progress.note(await tryTfjsNode(root));
  unlock();
  restoreSignals();
  if (prepareOnly) return 0;

  const { port, remark } = asked === undefined ? await choosePort(asked) : early;
  if (remark) progress.note(remark);
  progress.note(`Starting JupyterLab${kernel === "tslab" ? " on stock tslab" : ""} …`);
  return serve(root, {
    port,
    kernel,
    passed,
    announce: (url) => progress.note(`\nJupyterLab is ready:\n\n    ${url}\n\nCtrl-C stops it.\n`),
  });
}
