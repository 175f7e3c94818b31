import type { CellContext } from "./cells.js";
import type { Outlet } from "./outlet.js";

/** Ends the process at once. */
export type EndProcess = (code: number) => never;

/**
 * Makes `process.exit` in a cell say so before the process ends: the cell gets its error, the
 * front end restarts the kernel as after any other end.
 *
 * @param told a shared word that becomes 1 when the front end has been told
 */
export function guardExit(
  { outlet, cells }: { readonly outlet: Outlet; readonly cells: CellContext },
  told: Int32Array,
): EndProcess {
  process.exit = (code) => {
    const wanted = Number(code ?? process.exitCode ?? 0);
    const exitCode = Number.isInteger(wanted) ? wanted : 1;
    outlet.send({ type: "exiting", cellId: cells.current, code: exitCode });
    // No line of the cell runs meanwhile.
    while (Atomics.load(told, 0) === 0) Atomics.wait(told, 0, 0);
    return endNow(exitCode);
  };
  return endNow;
}

/**
 * Not by Node's own exit: it tears down the worker while ZeroMQ still closes its sockets there,
 * and the process aborts now and then. All that had to be said has been sent by now.
 */
function endNow(code: number): never {
  process.emit("exit", code);
  for (;;) process.kill(process.pid, "SIGKILL");
}
