import { homedir } from "node:os";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { jupyterDataPaths } from "../client/jupyter-paths.js";
import { tracePositions } from "../language/transform/sourceMap.js";
import { writeErrorOutput } from "../runtime/errorOutput.js";
import type { WorkerStart } from "../runtime/messages.js";
import { CellSources } from "./cellSources.js";
import { readConnectionFile } from "./connectionFile.js";
import { History } from "./history.js";
import { openKernel } from "./kernel.js";
import { watchParent } from "./watchParent.js";

const start = workerData as WorkerStart;
const words = new Int32Array(start.words);

/** By the main thread where it is free to, else by force. */
function end({ byMain }: { readonly byMain: boolean }): void {
  if (byMain) {
    Atomics.store(words, 1, 1);
    Atomics.notify(words, 1);
  } else {
    start.ports.requests.postMessage({ type: "exit" });
  }
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 300);
}

watchParent(() => process.kill(process.pid, "SIGKILL"));
await openKernel({
  start,
  connection: readConnectionFile(start.connectionFile),
  loadLanguage: async () => {
    const { createLanguage } = await import("../language/index.js");
    return createLanguage({ cwd: start.cwd });
  },
  history: new History(historyFile()),
  sources: new CellSources(tracePositions),
  log: writeErrorOutput,
  end,
});

function historyFile(): string {
  const chosen = process.env.SOFTGRAD_KERNEL_HISTORY;
  if (chosen) return chosen;
  const [folder = join(homedir(), ".jupyter")] = jupyterDataPaths({
    env: { ...process.env, JUPYTER_PATH: "", VIRTUAL_ENV: "", CONDA_PREFIX: "" },
    platform: process.platform,
  });
  return join(folder, "softgrad", "history.jsonl");
}
