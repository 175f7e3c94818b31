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
    report(cells.ofUncaught(error), error);
    cells.settle();
  });
  shield(cells, report);
  return report;
}

/**
 * Lets no listener of other code end the kernel: TensorFlow.js's WebAssembly backend has one that throws
 * again whatever nobody caught, which would be the mark of an interrupt too.
 */
function shield(cells: CellContext, report: (cellId: number, reason: unknown) => void): void {
  const emit = process.emit.bind(process) as (event: unknown, ...given: unknown[]) => boolean;
  const shielded = (event: unknown, ...given: unknown[]): boolean => {
    if (event !== "uncaughtException" && event !== "unhandledRejection") {
      return emit(event, ...given);
    }
    const [reason] = given;
    if (reason === sentinel) {
      cells.settle();
      return true;
    }
    try {
      return emit(event, ...given);
    } catch (error) {
      if (error !== reason) report(cells.ofUncaught(error), error);
      return true;
    }
  };
  Reflect.set(process, "emit", shielded);
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
