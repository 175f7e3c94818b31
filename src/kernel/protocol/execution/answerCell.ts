import type { Language } from "../../language/types.js";
import type { CellSources } from "../cellSources.js";
import type { History } from "../history.js";
import type { MessagePublisher, Parent } from "../publisher.js";
import { type ErrorContent, renderDiagnostics, renderError } from "../renderError.js";
import type { Incoming } from "../sockets.js";
import type { JsonObject } from "../wire.js";
import { InterruptibleCheck } from "./check.js";
import { interruptedError, type MainThread } from "./mainThread.js";
import { hasExpressions, readExpressions, renderExpressions } from "./userExpressions.js";

export interface CellParts {
  readonly publisher: MessagePublisher;
  readonly language: Promise<Language>;
  readonly sources: CellSources;
  readonly history: History;
  readonly main: MainThread;
  /** Sends all that a cell printed. */
  readonly finishStreams: (cellId: number) => void;
}

type Result = { readonly failure: ErrorContent } | { readonly expressions: JsonObject };

/** Takes one cell from its text to the content of its reply. */
export class CellAnswerer {
  readonly #parts: CellParts;
  readonly #check: InterruptibleCheck;
  #count = 0;
  #parent: Parent;

  constructor(parts: CellParts) {
    this.#parts = parts;
    this.#check = new InterruptibleCheck((text) =>
      parts.publisher.publish("stream", { name: "stderr", text }, this.#parent),
    );
  }

  get count(): number {
    return Math.max(1, this.#count);
  }

  /** Why the cell that was answered last was not checked; undefined where it was. */
  get unchecked(): string | undefined {
    return this.#check.unchecked;
  }

  stopCheck(): void {
    this.#check.stop();
  }

  async answer(incoming: Incoming, cellId: number, silent: boolean): Promise<JsonObject> {
    const { publisher, history } = this.#parts;
    const { header, content } = incoming.message;
    this.#parent = header;
    this.#check.begin();
    const code = typeof content.code === "string" ? content.code : "";
    const isBlank = code.trim() === "";
    const stored = !silent && content.store_history !== false && !isBlank;
    if (stored) {
      this.#count += 1;
      history.add(this.#count, code);
    }
    const common = { execution_count: this.count, payload: [] };
    const label = `cell [${stored ? this.count : "*"}]`;
    if (!silent) {
      publisher.publish("execute_input", { code, execution_count: this.count }, header);
    }
    const result =
      isBlank && !hasExpressions(content)
        ? { expressions: {} }
        : await this.#result({ code, label, cellId, silent, content });
    if ("expressions" in result) {
      return { status: "ok", user_expressions: result.expressions, ...common };
    }
    if (!silent) publisher.publish("error", { ...result.failure }, header);
    return { status: "error", ...result.failure, user_expressions: {}, ...common };
  }

  async #result({ code, label, cellId, silent, content }: Asked): Promise<Result> {
    const { main, sources, finishStreams } = this.#parts;
    const language = await this.#parts.language;
    const checking = this.#check.check(language, code);
    main.prepare(code);
    // The compiler has its question by then, and works on it beside.
    await new Promise((resolve) => setImmediate(resolve));
    const cell = language.transform(code, cellId);
    const diagnostics = await checking;
    if (diagnostics === undefined) return { failure: renderError(interruptedError, sources) };
    if (diagnostics.length > 0) return { failure: renderDiagnostics(diagnostics, code, label) };
    if (cell.status === "syntaxError") {
      // One that the compiler was told not to look for.
      return { failure: renderDiagnostics(cell.diagnostics, code, label) };
    }
    language.accept(code, label);
    sources.add(cellId, label, code, cell);
    const { runnable, wrong } = readExpressions(content, { language, cellId });
    const { outcome, expressions } = await main.run({
      type: "run",
      cellId,
      code: cell.code,
      declared: cell.declared,
      isAsync: cell.isAsync,
      showResult: cell.hasResult && !silent,
      allowInput: content.allow_stdin === true,
      expressions: runnable,
    });
    finishStreams(cellId);
    if (outcome.status === "error") return { failure: renderError(outcome.error, sources) };
    language.finished();
    return { expressions: { ...wrong, ...renderExpressions(expressions, sources) } };
  }
}

interface Asked {
  readonly code: string;
  readonly label: string;
  readonly cellId: number;
  readonly silent: boolean;
  /** The content of the request. */
  readonly content: JsonObject;
}
