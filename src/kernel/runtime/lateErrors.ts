import type { CellContext } from "./cells.js";
import { describeError } from "./describeError.js";
import type { Evaluator } from "./evaluator.js";
import type { Outlet } from "./outlet.js";

const sentinel = Symbol("softgrad.kernel.resetHooks");

/** Shows what nobody catches under the cell that caused it; the kernel lives on. */
export function reportLateErrors(
  outlet: Outlet,
  cells: CellContext,
  evaluator: Evaluator,
): (cellId: number, reason: unknown) => void {
  const report = (cellId: number, reason: unknown) => {
    const described = evaluator.call(() => describeError(reason));
    if (described.status === "ok") outlet.send({ type: "error", cellId, error: described.value });
  };
  process.on("unhandledRejection", (reason, promise) =>
    report(cells.ofRejected(promise, reason), reason),
  );
  process.on("uncaughtException", (error: unknown) => {
    if (error !== sentinel) report(cells.ofUncaught(error), error);
    cells.settle();
  });
  return report;
}

/**
 * Makes Node forget the callbacks that an interrupt cut short: it unwinds its stack of them at an
 * uncaught exception, and only then.
 */
export function resetAsyncHooks(): void {
  nextTurn(() => {
    throw sentinel;
  });
}

const nextTurn = setImmediate;
