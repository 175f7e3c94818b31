import { enableCompileCache } from "./runtime/compileCache.js";
import { startWorker } from "./runtime/startWorker.js";

const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  console.error(
    "Cannot start the kernel: no connection file is named. Jupyter starts it by itself.",
  );
  process.exitCode = 2;
} else {
  // First of all: the sockets, on which the front end waits, open beside what follows here.
  const worker = startWorker(new URL("./protocol/worker.js", import.meta.url), connectionFile);
  enableCompileCache();
  const { startKernelProcess } = await import("./runtime/start.js");
  startKernelProcess(worker);
}
