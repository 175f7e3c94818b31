import { type CellCompletion, cellUrl } from "../language/runtimeContract.js";
import type { CellContext } from "./cells.js";
import { describeError, interrupted } from "./describeError.js";
import type { Evaluator, Outcome } from "./evaluator.js";
import type { Input } from "./input.js";
import type {
  ExpressionOutcome,
  FailedOutcome,
  FromMain,
  RunRequest,
  UserExpression,
} from "./messages.js";
import type { Outlet } from "./outlet.js";

type MimeBundle = Readonly<Record<string, unknown>>;

export interface RunnerParts {
  readonly evaluator: Evaluator;
  readonly cells: CellContext;
  readonly outlet: Outlet;
  readonly input: Input;
  readonly bundleOf: (value: unknown) => MimeBundle | Promise<MimeBundle>;
  /** Whether a cell's value is the receipt of something that was displayed already. */
  readonly isShown: (value: unknown) => boolean;
}

/** Runs one cell after the other on the main thread. */
export class CellRunner {
  readonly #parts: RunnerParts;
  readonly #declared = new Set<string>();
  #running: number | undefined;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  async run(request: RunRequest): Promise<void> {
    const { cellId } = request;
    this.#running = cellId;
    this.#parts.input.allowedCell = request.allowInput ? cellId : undefined;
    const outcome = await this.#runCell(request);
    const expressions: Record<string, ExpressionOutcome> = {};
    if (outcome.status === "ok") {
      for (const expression of request.expressions) {
        expressions[expression.name] = await this.#expression(expression, cellId);
      }
    }
    // What is due already, such as the report of a rejection nobody handles, belongs before the end.
    await new Promise((resolve) => nextTurn(resolve));
    this.#finish({ type: "done", cellId, outcome, expressions });
  }

  /**
   * Ends the cell that waits; one that computes is stopped by the worker.
   *
   * At once, and not through a promise: V8 drops the microtasks of a thread it terminates, and with
   * them whatever waits for one.
   */
  interrupt(): void {
    const cellId = this.#running;
    if (cellId === undefined) return;
    const outcome = { status: "error", error: interrupted } as const;
    this.#finish({ type: "done", cellId, outcome, expressions: {} });
  }

  #finish(done: Extract<FromMain, { type: "done" }>): void {
    // An interrupted cell may still come to its own end.
    if (this.#running !== done.cellId) return;
    this.#running = undefined;
    this.#parts.input.allowedCell = undefined;
    this.#parts.cells.settle();
    this.#parts.outlet.send(done);
  }

  async #runCell(request: RunRequest): Promise<{ status: "ok" } | FailedOutcome> {
    const { cellId } = request;
    const declaration = this.#declare(request.declared);
    if (declaration !== undefined && declaration.status !== "ok") {
      return this.#failed(declaration, cellId);
    }
    const completed = await this.#complete(request.code, request.isAsync, cellId);
    if (completed.status !== "ok") return this.#failed(completed, cellId);
    const { value } = completed.value;
    if (!request.showResult || value === undefined || this.#parts.isShown(value)) {
      return { status: "ok" };
    }
    const bundle = await this.#bundle(value, cellId);
    if (bundle.status !== "ok") return this.#failed(bundle, cellId);
    if (this.#running === cellId) {
      this.#parts.outlet.send({ type: "result", cellId, data: bundle.value });
    }
    return { status: "ok" };
  }

  /** A second `let` of a name would be a syntax error: each is declared once, then assigned. */
  #declare(names: readonly string[]): Outcome<unknown> | undefined {
    const fresh = names.filter((name) => !this.#declared.has(name));
    if (fresh.length === 0) return undefined;
    const outcome = this.#parts.evaluator.evaluate(`let ${fresh.join(", ")};`);
    if (outcome.status === "ok") for (const name of fresh) this.#declared.add(name);
    return outcome;
  }

  async #complete(
    code: string,
    isAsync: boolean,
    cellId: number,
  ): Promise<Outcome<CellCompletion>> {
    const { evaluator, cells } = this.#parts;
    const outcome = cells.run(cellId, () => evaluator.evaluate(code));
    if (outcome.status !== "ok") return outcome;
    if (!isAsync) return { status: "ok", value: outcome.value as CellCompletion };
    return settled(outcome.value as Promise<CellCompletion>);
  }

  async #bundle(value: unknown, cellId: number): Promise<Outcome<MimeBundle>> {
    const { evaluator, cells, bundleOf } = this.#parts;
    const outcome = cells.run(cellId, () => evaluator.call(() => bundleOf(value)));
    if (outcome.status !== "ok") return outcome;
    return outcome.value instanceof Promise
      ? settled(outcome.value)
      : { status: "ok", value: outcome.value };
  }

  async #expression({ code, isAsync }: UserExpression, cellId: number): Promise<ExpressionOutcome> {
    const completed = await this.#complete(code, isAsync, cellId);
    if (completed.status !== "ok") return this.#failed(completed, cellId);
    const bundle = await this.#bundle(completed.value.value, cellId);
    return bundle.status === "ok"
      ? { status: "ok", data: bundle.value, metadata: {} }
      : this.#failed(bundle, cellId);
  }

  #failed(outcome: Exclude<Outcome<unknown>, { status: "ok" }>, cellId: number): FailedOutcome {
    if (outcome.status === "terminated") return { status: "error", error: interrupted };
    const place = outcome.place && { ...outcome.place, url: outcome.place.url || cellUrl(cellId) };
    const described = this.#parts.evaluator.call(() => describeError(outcome.error, place));
    const error = described.status === "ok" ? described.value : interrupted;
    return { status: "error", error };
  }
}

// Taken before a cell can replace it.
const nextTurn = setImmediate;

function settled<T>(promise: Promise<T>): Promise<Outcome<T>> {
  return promise.then(
    (value): Outcome<T> => ({ status: "ok", value }),
    (error: unknown): Outcome<T> => ({ status: "threw", error, place: undefined }),
  );
}
