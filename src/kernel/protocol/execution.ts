import type { Diagnostic, Language, TransformedCell } from "../language/types.js";
import type { FromMain, ToMain, UserExpression } from "../runtime/messages.js";
import type { CellSources } from "./cellSources.js";
import type { History } from "./history.js";
import type { MessagePublisher } from "./publisher.js";
import { JobQueue } from "./queue.js";
import { type ErrorContent, renderDiagnostics, renderError } from "./renderError.js";
import type { Incoming } from "./sockets.js";
import type { Header, JsonObject } from "./wire.js";

type Done = Extract<FromMain, { type: "done" }>;

export interface ExecutionParts {
  readonly publisher: MessagePublisher;
  /** Loads beside; the first cell waits for it. */
  readonly language: Promise<Language>;
  readonly sources: CellSources;
  readonly history: History;
  readonly send: (request: ToMain) => void;
  /** A number for a request, by which what it causes finds its way back to it. */
  readonly number: (incoming: Incoming) => number;
  /** Sends all that a cell printed. */
  readonly finishStreams: (cellId: number) => void;
}

/** Executes cells one after the other: checked, then run by the main thread. */
export class Execution {
  readonly #parts: ExecutionParts;
  readonly #queue = new JobQueue<Incoming>((incoming) => this.#execute(incoming));
  #count = 0;
  #running: { readonly cellId: number; readonly finish: (done: Done) => void } | undefined;
  #interrupted = false;
  #stopCheck = () => {};
  #warned = false;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
  }

  /** The number of the cell that runs, or ran last. */
  get count(): number {
    return Math.max(1, this.#count);
  }

  add(incoming: Incoming): void {
    this.#queue.add(incoming);
  }

  done(message: Done): void {
    if (this.#running?.cellId === message.cellId) this.#running.finish(message);
  }

  /** Called with an interrupt's own promise, which resolves when the main thread is free. */
  async interrupted(free: Promise<void>): Promise<void> {
    this.#interrupted = true;
    this.#stopCheck();
    const running = this.#running;
    await free;
    if (running === undefined || running !== this.#running) return;
    // The interrupt hit between two cells' code, and with it the message that tells the end.
    await new Promise((resolve) => setTimeout(resolve, lostMs));
    running.finish({ type: "done", cellId: running.cellId, outcome: lost, expressions: {} });
  }

  /** Ends the running cell, whose process is about to end. */
  exiting(cellId: number, code: number): void {
    const evalue = `process.exit(${code}) was called: the kernel ends, and its state is lost`;
    const error = {
      ename: "ProcessExit",
      evalue,
      heading: `ProcessExit: ${evalue}`,
      frames: [],
      related: [],
    };
    const outcome = { status: "error", error } as const;
    this.#running?.finish({ type: "done", cellId, outcome, expressions: {} });
  }

  async #execute(incoming: Incoming): Promise<void> {
    const { publisher, finishStreams } = this.#parts;
    const { header, content } = incoming.message;
    const silent = content.silent === true;
    this.#interrupted = false;
    publisher.publish("status", { execution_state: "busy" }, header);
    const cellId = this.#parts.number(incoming);
    const started = new Date().toISOString();
    const reply = await this.#answer(incoming, cellId, silent);
    finishStreams(cellId);
    const stops = reply.status === "error" && !silent && content.stop_on_error !== false;
    const unrun = stops ? await this.#takeWaiting() : [];
    publisher.reply(incoming, reply, { metadata: { started, status: reply.status } });
    publisher.publish("status", { execution_state: "idle" }, header);
    for (const waiting of unrun) this.#abort(waiting);
  }

  async #answer(incoming: Incoming, cellId: number, silent: boolean): Promise<JsonObject> {
    const { publisher, history, sources } = this.#parts;
    const { header, content } = incoming.message;
    const code = typeof content.code === "string" ? content.code : "";
    const isBlank = code.trim() === "";
    const stored = !silent && content.store_history !== false && !isBlank;
    if (stored) {
      this.#count += 1;
      history.add(this.#count, code);
    }
    const executionCount = this.count;
    const label = `cell [${stored ? executionCount : "*"}]`;
    if (!silent) {
      publisher.publish("execute_input", { code, execution_count: executionCount }, header);
    }
    if (isBlank) return this.#ok(executionCount, {});

    const language = await this.#parts.language;
    const transformed = language.transform(code, cellId);
    if (transformed.status === "syntaxError") {
      return this.#fail(renderDiagnostics(transformed.diagnostics, code, label), executionCount, {
        header,
        silent,
      });
    }
    const diagnostics = await this.#check(language, code, header);
    if (diagnostics === undefined) {
      return this.#fail(renderError(lost.error, sources), executionCount, { header, silent });
    }
    if (diagnostics.length > 0) {
      return this.#fail(renderDiagnostics(diagnostics, code, label), executionCount, {
        header,
        silent,
      });
    }
    language.accept(code);
    sources.add(cellId, label, code, transformed);
    const { outcome, expressions } = await this.#run(
      incoming,
      { cellId, silent, language },
      transformed,
    );
    this.#parts.finishStreams(cellId);
    if (outcome.status === "error") {
      return this.#fail(renderError(outcome.error, sources), executionCount, { header, silent });
    }
    const answers = Object.entries(expressions).map(([name, answer]) => [
      name,
      answer.status === "ok" ? answer : { status: "error", ...renderError(answer.error, sources) },
    ]);
    return this.#ok(executionCount, {
      ...wrongExpressions(content, { cellId, language }),
      ...Object.fromEntries(answers),
    });
  }

  /** Undefined when an interrupt came first: the compiler may have a lot to read. */
  async #check(
    language: Language,
    code: string,
    header: Header,
  ): Promise<readonly Diagnostic[] | undefined> {
    const stopped = new Promise<undefined>((resolve) => {
      this.#stopCheck = () => resolve(undefined);
    });
    try {
      return await Promise.race([language.check(code), stopped]);
    } catch (error) {
      // A kernel without its compiler is still one that runs cells; it says what is missing.
      if (!this.#warned) {
        const text = `TypeScript's checker does not work, so that cells run unchecked: ${String(error)}\n`;
        this.#parts.publisher.publish("stream", { name: "stderr", text }, header);
        this.#warned = true;
      }
      return [];
    } finally {
      this.#stopCheck = () => {};
    }
  }

  #run(
    incoming: Incoming,
    { cellId, silent, language }: Running,
    cell: TransformedCell,
  ): Promise<Pick<Done, "outcome" | "expressions">> {
    const { content } = incoming.message;
    return new Promise((resolve) => {
      const finish = (done: Done) => {
        this.#running = undefined;
        resolve(done);
      };
      if (this.#interrupted) {
        resolve({ outcome: lost, expressions: {} });
        return;
      }
      this.#running = { cellId, finish };
      this.#parts.send({
        type: "run",
        cellId,
        code: cell.code,
        declared: cell.declared,
        isAsync: cell.isAsync,
        showResult: cell.hasResult && !silent,
        allowInput: content.allow_stdin === true,
        expressions: [...transformedExpressions(content, { cellId, language })],
      });
    });
  }

  #ok(executionCount: number, expressions: JsonObject): JsonObject {
    return {
      status: "ok",
      execution_count: executionCount,
      user_expressions: expressions,
      payload: [],
    };
  }

  #fail(
    error: ErrorContent,
    executionCount: number,
    { header, silent }: { readonly header: Header; readonly silent: boolean },
  ): JsonObject {
    if (!silent) this.#parts.publisher.publish("error", { ...error }, header);
    return {
      status: "error",
      ...error,
      execution_count: executionCount,
      user_expressions: {},
      payload: [],
    };
  }

  /**
   * Cells that were sent together stop together: those that wait now. Before the reply, since
   * what a front end sends after it is a new beginning.
   */
  async #takeWaiting(): Promise<Incoming[]> {
    // Requests that have arrived but were not read yet belong to them.
    await new Promise((resolve) => setTimeout(resolve, arrivalMs));
    return this.#queue.takeWaiting(() => true);
  }

  #abort(waiting: Incoming): void {
    const { publisher } = this.#parts;
    const { header } = waiting.message;
    publisher.publish("status", { execution_state: "busy" }, header);
    publisher.reply(waiting, { status: "aborted" }, { metadata: { status: "aborted" } });
    publisher.publish("status", { execution_state: "idle" }, header);
  }
}

const lostMs = 500;
const arrivalMs = 2;

const lost = {
  status: "error",
  error: {
    ename: "KeyboardInterrupt",
    evalue: "The cell was interrupted",
    heading: "KeyboardInterrupt: The cell was interrupted",
    frames: [],
    related: [],
  },
} as const;

function expressionsOf({ user_expressions: given }: JsonObject): [string, string][] {
  if (typeof given !== "object" || given === null) return [];
  return Object.entries(given).flatMap(([name, code]): [string, string][] =>
    typeof code === "string" ? [[name, code]] : [],
  );
}

interface Running {
  readonly cellId: number;
  readonly silent: boolean;
  readonly language: Language;
}

function* transformedExpressions(
  content: JsonObject,
  { cellId, language }: Omit<Running, "silent">,
): Generator<UserExpression> {
  for (const [name, code] of expressionsOf(content)) {
    const cell = language.transform(code, cellId);
    if (cell.status === "ok") yield { name, code: cell.code, isAsync: cell.isAsync };
  }
}

/** Those that do not parse: the main thread never sees them. */
function wrongExpressions(
  content: JsonObject,
  { cellId, language }: Omit<Running, "silent">,
): JsonObject {
  const wrong = expressionsOf(content).flatMap(([name, code]) => {
    const cell = language.transform(code, cellId);
    if (cell.status === "ok") return [];
    return [[name, { status: "error", ...renderDiagnostics(cell.diagnostics, code, name) }]];
  });
  return Object.fromEntries(wrong);
}
