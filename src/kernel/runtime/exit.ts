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
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    const wanted = Number(code ?? process.exitCode ?? 0);
    const exitCode = Number.isInteger(wanted) ? wanted : 1;
    // A listener for the end may call this a second time.
    const isFirst = Atomics.load(told, 0) === 0;
    if (isFirst) outlet.send({ type: "exiting", cellId: cells.current, code: exitCode });
    // No line of the cell runs meanwhile.
    while (Atomics.load(told, 0) === 0) Atomics.wait(told, 0, 0);
    // The worker has closed its sockets: before that Node's end aborts now and then.
    return exit(exitCode);
  };
  return exit;
}
