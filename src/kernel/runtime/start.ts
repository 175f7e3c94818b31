import { bundleOf } from "../display/index.js";
import { captureOutput } from "./captureOutput.js";
import { createCellContext } from "./cells.js";
import { Evaluator } from "./evaluator.js";
import { guardExit } from "./exit.js";
import { Input } from "./input.js";
import { reportLateErrors, resetAsyncHooks } from "./lateErrors.js";
import type { ToMain, WakeMessage } from "./messages.js";
import { Outlet } from "./outlet.js";
import { preloadLazyParts } from "./preload.js";
import { previewText } from "./preview.js";
import { CellRunner } from "./runCells.js";
import { createScope, isKernelFrame } from "./scope.js";
import type { KernelWorker } from "./startWorker.js";

/** Makes this the thread that runs the cells, where libraries expect to be; a worker speaks for it. */
export function startKernelProcess({ cwd, ring, words, ports }: KernelWorker): void {
  const tell = (message: WakeMessage) => ports.wake.postMessage(message);
  const outlet = new Outlet(ring, ports.messages, () => tell({ type: "wake" }));
  const cells = createCellContext(process.versions.node);
  const evaluator = new Evaluator();
  const end = guardExit({ outlet, cells }, new Int32Array(words, 4, 1));
  const input = new Input(new Int32Array(words, 0, 1), ports.input, outlet, cells);
  captureOutput(outlet, cells);
  const report = reportLateErrors(outlet, cells, evaluator);
  const { comms, isShown, imports } = createScope(cwd, { outlet, cells });
  input.install(globalThis);

  const runner = new CellRunner({
    evaluator,
    cells,
    outlet,
    input,
    bundleOf: (value) => bundleOf(value, { hideFrame: isKernelFrame }),
    isShown,
  });
  ports.requests.on("message", (request: ToMain) => {
    switch (request.type) {
      case "run":
        void runner.run(request);
        return;
      case "prepareImports":
        imports.prepare();
        return;
      case "interrupt":
        if (request.terminated) {
          resetAsyncHooks();
          imports.interrupted();
        }
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
      case "value": {
        const found = evaluator.preview(request.name);
        tell({ type: "value", ticket: request.ticket, text: found && previewText(found) });
        return;
      }
      case "exit":
        evaluator.close();
        end(0);
    }
  });
  // The front end interrupts by message; a Ctrl-C in the server's terminal is not for the kernel.
  process.on("SIGINT", () => runner.interrupt());
  preloadLazyParts();
}
