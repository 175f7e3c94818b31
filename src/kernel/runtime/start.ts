import { MessageChannel, Worker } from "node:worker_threads";
import { bundleOf } from "../display/index.js";
import { captureOutput } from "./captureOutput.js";
import { createCellContext } from "./cells.js";
import { writeErrorOutput } from "./errorOutput.js";
import { Evaluator } from "./evaluator.js";
import { guardExit } from "./exit.js";
import { Input } from "./input.js";
import { reportLateErrors, resetAsyncHooks } from "./lateErrors.js";
import type { ToMain, WakeMessage, WorkerStart } from "./messages.js";
import { Outlet } from "./outlet.js";
import { createRing } from "./ring.js";
import { CellRunner } from "./runCells.js";
import { createScope, isKernelFrame } from "./scope.js";

/**
 * Starts the kernel in this process: the protocol in a worker, whose thread no cell can block, and
 * the cells on the main thread, where libraries expect to be.
 */
export function startKernelProcess(connectionFile: string): void {
  const cwd = process.cwd();
  const ring = createRing();
  const words = new SharedArrayBuffer(8);
  const requests = new MessageChannel();
  const messages = new MessageChannel();
  const wake = new MessageChannel();
  const answers = new MessageChannel();
  const workerData: WorkerStart = {
    connectionFile,
    cwd,
    ring,
    words,
    ports: {
      requests: requests.port2,
      messages: messages.port2,
      wake: wake.port2,
      input: answers.port2,
    },
  };
  // First of all: it loads beside what follows here.
  const worker = new Worker(new URL("../protocol/worker.js", import.meta.url), {
    workerData,
    transferList: [requests.port2, messages.port2, wake.port2, answers.port2],
    // Else Node opens this process's own streams for it: see `writeErrorOutput`.
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", writeErrorOutput);

  const tell = (message: WakeMessage) => wake.port1.postMessage(message);
  const outlet = new Outlet(ring, messages.port1, () => tell({ type: "wake" }));
  const cells = createCellContext(process.versions.node);
  const evaluator = new Evaluator();
  const exit = process.exit.bind(process);
  const end = guardExit({ outlet, cells }, new Int32Array(words, 4, 1));
  const input = new Input(new Int32Array(words, 0, 1), answers.port1, outlet, cells);
  worker.once("error", (error) => {
    writeErrorOutput(`softgrad kernel: ${error.stack ?? error.message}\n`);
    exit(1);
  });
  captureOutput(outlet, cells);
  const report = reportLateErrors(outlet, cells, evaluator);
  const { comms, isShown } = createScope(cwd, { outlet, cells });
  input.install(globalThis);

  const runner = new CellRunner({
    evaluator,
    cells,
    outlet,
    input,
    bundleOf: (value) => bundleOf(value, { hideFrame: isKernelFrame }),
    isShown,
  });
  requests.port1.on("message", (request: ToMain) => {
    switch (request.type) {
      case "run":
        void runner.run(request);
        return;
      case "interrupt":
        if (request.terminated) resetAsyncHooks();
        runner.interrupt();
        tell({ type: "stopped", ticket: request.ticket });
        return;
      case "comm": {
        const outcome = cells.run(request.cellId, () =>
          evaluator.call(() => comms.receive(request.event)),
        );
        if (outcome.status === "threw") report(request.cellId, outcome.error);
        outlet.send({ type: "handled", cellId: request.cellId });
        return;
      }
      case "exit":
        evaluator.close();
        end(0);
    }
  });
  // The front end interrupts by message; a Ctrl-C in the server's terminal is not for the kernel.
  process.on("SIGINT", () => runner.interrupt());
}
