import type { FromMain, RunRequest, ThrownError, ToMain } from "../../runtime/messages.js";

export type Done = Extract<FromMain, { type: "done" }>;
export type Ran = Pick<Done, "outcome" | "expressions">;

export const interruptedError: ThrownError = {
  ename: "KeyboardInterrupt",
  evalue: "The cell was interrupted",
  heading: "KeyboardInterrupt: The cell was interrupted",
  frames: [],
  related: [],
};
const lost = { status: "error", error: interruptedError } as const;
const lostMs = 500;

/** The cell that the main thread runs, if any, as the protocol's thread knows it. */
export class MainThread {
  readonly #send: (request: ToMain) => void;
  #running: { readonly cellId: number; readonly finish: (ran: Ran) => void } | undefined;
  #interrupted = false;

  constructor(send: (request: ToMain) => void) {
    this.#send = send;
  }

  /** Called before a cell's first step: an interrupt from here on is meant for it. */
  begin(): void {
    this.#interrupted = false;
  }

  /** Tells what the cell will need, while it is still checked. */
  prepare(code: string): void {
    if (/\b(?:import|require)\b/.test(code)) this.#send({ type: "prepareImports" });
  }

  /** Resolves when the cell has ended, however it did. */
  run(request: RunRequest): Promise<Ran> {
    if (this.#interrupted) return Promise.resolve({ outcome: lost, expressions: {} });
    return new Promise((resolve) => {
      const finish = (ran: Ran) => {
        this.#running = undefined;
        resolve(ran);
      };
      this.#running = { cellId: request.cellId, finish };
      this.#send(request);
    });
  }

  done(message: Done): void {
    if (this.#running?.cellId === message.cellId) this.#running.finish(message);
  }

  async interrupted(free: Promise<void>): Promise<void> {
    this.#interrupted = true;
    const running = this.#running;
    await free;
    if (running === undefined || running !== this.#running) return;
    // The interrupt hit between two cells' code, and with it the message that tells the end.
    await new Promise((resolve) => setTimeout(resolve, lostMs));
    if (running === this.#running) running.finish({ outcome: lost, expressions: {} });
  }

  exiting(cellId: number, code: number): void {
    if (this.#running?.cellId !== cellId) return;
    const evalue = `process.exit(${code}) was called: the kernel ends, and its state is lost`;
    const ename = "ProcessExit";
    const error = { ename, evalue, heading: `${ename}: ${evalue}`, frames: [], related: [] };
    this.#running.finish({ outcome: { status: "error", error }, expressions: {} });
  }
}
