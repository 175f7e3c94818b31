import type { Language } from "../../language/types.js";
import type { FromMain } from "../../runtime/messages.js";
import type { MessagePublisher, Parent } from "../publisher.js";
import type { Incoming } from "../sockets.js";
import { CellAnswerer, type CellParts } from "./answerCell.js";
import { type Done, MainThread } from "./mainThread.js";
import { JobQueue } from "./queue.js";

export interface ExecutionParts extends Omit<CellParts, "main"> {
  readonly publisher: MessagePublisher;
  /** Loads beside; the first cell waits for it. */
  readonly language: Promise<Language>;
  readonly send: ConstructorParameters<typeof MainThread>[0];
  /** A number for a request, by which what it causes finds its way back to it. */
  readonly number: (incoming: Incoming, isSilent: boolean) => number;
}

// Requests that have arrived but were not read yet belong to those that wait.
const arrivalMs = 2;

/** Executes cells one after the other: checked, then run by the main thread. */
export class Execution {
  readonly #parts: ExecutionParts;
  readonly #queue = new JobQueue<Incoming>((incoming) => this.#execute(incoming));
  readonly #main: MainThread;
  readonly #answerer: CellAnswerer;
  /** Of the cell that runs. */
  #header: Parent;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
    this.#main = new MainThread(parts.send);
    this.#answerer = new CellAnswerer({ ...parts, main: this.#main });
  }

  /** The number of the cell that runs, or ran last. */
  get count(): number {
    return this.#answerer.count;
  }

  /** For front ends, which show the last status they were told: a cell runs while one does. */
  repeatBusy(): void {
    if (this.#header !== undefined) this.#parts.publisher.status("busy", this.#header);
  }

  /**
   * For a front end that begins to listen. JupyterLab asks nothing of a kernel that was restarted
   * but its description, whose status it ignores: without this it would call the kernel unknown.
   */
  tellStatus(): void {
    if (this.#header === undefined) this.#parts.publisher.status("idle", undefined);
    else this.repeatBusy();
  }

  add(incoming: Incoming): void {
    this.#queue.add(incoming);
  }

  done(message: Done): void {
    this.#main.done(message);
  }

  /** Called with an interrupt's own promise, which resolves when the main thread is free. */
  interrupted(free: Promise<void>): Promise<void> {
    this.#answerer.stopCheck();
    return this.#main.interrupted(free);
  }

  /** Ends the running cell, whose process is about to end. */
  exiting({ cellId, code }: Extract<FromMain, { type: "exiting" }>): void {
    this.#main.exiting(cellId, code);
  }

  async #execute(incoming: Incoming): Promise<void> {
    const { publisher, finishStreams } = this.#parts;
    const { header, content } = incoming.message;
    const silent = content.silent === true;
    this.#main.begin();
    publisher.status("busy", header);
    this.#header = header;
    const cellId = this.#parts.number(incoming, silent);
    const started = new Date().toISOString();
    const reply = await this.#answerer.answer(incoming, cellId, silent);
    finishStreams(cellId);
    const stops = reply.status === "error" && !silent && content.stop_on_error !== false;
    const unrun = stops ? await this.#takeWaiting() : [];
    // Said where a program reads it: the warning to a person is text like any that a cell prints.
    const { unchecked } = this.#answerer;
    const metadata = { started, status: reply.status, ...(unchecked && { unchecked }) };
    publisher.reply(incoming, reply, { metadata });
    publisher.status("idle", header);
    this.#header = undefined;
    for (const waiting of unrun) this.#abort(waiting);
  }

  /**
   * Cells that were sent together stop together: those that wait now. Before the reply, since
   * what a front end sends after it is a new beginning.
   */
  async #takeWaiting(): Promise<Incoming[]> {
    await new Promise((resolve) => setTimeout(resolve, arrivalMs));
    return this.#queue.takeWaiting(() => true);
  }

  #abort(waiting: Incoming): void {
    const { publisher } = this.#parts;
    const { header } = waiting.message;
    publisher.status("busy", header);
    const content = { status: "aborted", execution_count: this.count };
    publisher.reply(waiting, content, { metadata: { status: "aborted" } });
    publisher.status("idle", header);
  }
}
