import type { CellCompletion } from "../language/runtimeContract.js";
import type { CellContext } from "./cells.js";
import { describeError, interrupted } from "./describeError.js";
import type { Evaluator, Outcome } from "./evaluator.js";
import type { Input } from "./input.js";
import type { ExpressionOutcome, FailedOutcome, RunRequest, UserExpression } from "./messages.js";
import type { Outlet } from "./outlet.js";

type MimeBundle = Readonly<Record<string, unknown>>;

export interface RunnerParts {
  readonly evaluator: Evaluator;
  readonly cells: CellContext;
  readonly outlet: Outlet;
  readonly input: Input;
  readonly bundleOf: (value: unknown) => MimeBundle | Promise<MimeBundle>;
}

/** Runs one cell after the other on the main thread. */
export class CellRunner {
  readonly #parts: RunnerParts;
  readonly #declared = new Set<string>();
  /** Ends the wait for the cell that runs. */
  #interrupt: (() => void) | undefined;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  async run(request: RunRequest): Promise<void> {
    const { outlet, input, cells } = this.#parts;
    const { cellId } = request;
    input.allowedCell = request.allowInput ? cellId : undefined;
    const stop = new Promise<Interrupted>((resolve) => {
      this.#interrupt = () => resolve({ status: "terminated" });
    });
    const outcome = await this.#runCell(request, stop);
    const expressions: Record<string, ExpressionOutcome> = {};
    if (outcome.status === "ok") {
      for (const expression of request.expressions) {
        expressions[expression.name] = await this.#expression(expression, cellId, stop);
      }
    }
    // What is due already, such as the report of a rejection nobody handles, belongs before the end.
    await new Promise((resolve) => nextTurn(resolve));
    this.#interrupt = undefined;
    input.allowedCell = undefined;
    cells.settle();
    outlet.send({ type: "done", cellId, outcome, expressions });
  }

  /** Stops the cell that waits; one that computes is stopped by the worker. */
  interrupt(): void {
    this.#interrupt?.();
  }

  async #runCell(
    request: RunRequest,
    stop: Promise<Interrupted>,
  ): Promise<{ status: "ok" } | FailedOutcome> {
    const { cellId } = request;
    const declaration = this.#declare(request.declared);
    if (declaration !== undefined && declaration.status !== "ok") return this.#failed(declaration);
    const completed = await this.#complete(request.code, request.isAsync, cellId, stop);
    if (completed.status !== "ok") return this.#failed(completed);
    const { value } = completed.value;
    if (!request.showResult || value === undefined) return { status: "ok" };
    const bundle = await this.#bundle(value, cellId, stop);
    if (bundle.status !== "ok") return this.#failed(bundle);
    this.#parts.outlet.send({ type: "result", cellId, data: bundle.value });
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
    stop: Promise<Interrupted>,
  ): Promise<Outcome<CellCompletion>> {
    const { evaluator, cells } = this.#parts;
    const outcome = cells.run(cellId, () => evaluator.evaluate(code));
    if (outcome.status !== "ok") return outcome;
    if (!isAsync) return { status: "ok", value: outcome.value as CellCompletion };
    return settled(outcome.value as Promise<CellCompletion>, stop);
  }

  async #bundle(
    value: unknown,
    cellId: number,
    stop: Promise<Interrupted>,
  ): Promise<Outcome<MimeBundle>> {
    const { evaluator, cells, bundleOf } = this.#parts;
    const outcome = cells.run(cellId, () => evaluator.call(() => bundleOf(value)));
    if (outcome.status !== "ok") return outcome;
    return outcome.value instanceof Promise
      ? settled(outcome.value, stop)
      : { status: "ok", value: outcome.value };
  }

  async #expression(
    { code, isAsync }: UserExpression,
    cellId: number,
    stop: Promise<Interrupted>,
  ): Promise<ExpressionOutcome> {
    const completed = await this.#complete(code, isAsync, cellId, stop);
    if (completed.status !== "ok") return this.#failed(completed);
    const bundle = await this.#bundle(completed.value.value, cellId, stop);
    return bundle.status === "ok"
      ? { status: "ok", data: bundle.value, metadata: {} }
      : this.#failed(bundle);
  }

  #failed(outcome: Exclude<Outcome<unknown>, { status: "ok" }>): FailedOutcome {
    if (outcome.status === "terminated") return { status: "error", error: interrupted };
    const described = this.#parts.evaluator.call(() => describeError(outcome.error, outcome.place));
    const error = described.status === "ok" ? described.value : interrupted;
    return { status: "error", error };
  }
}

type Interrupted = { readonly status: "terminated" };

// Taken before a cell can replace it.
const nextTurn = setImmediate;

function settled<T>(promise: Promise<T>, stop: Promise<Interrupted>): Promise<Outcome<T>> {
  const end = promise.then(
    (value): Outcome<T> => ({ status: "ok", value }),
    (error: unknown): Outcome<T> => ({ status: "threw", error, place: undefined }),
  );
  return Promise.race([end, stop]);
}
