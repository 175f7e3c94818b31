import type { ToMain } from "../runtime/messages.js";

/** A thread that a cell blocks cannot answer; its value is then left out. */
const patienceMs = 100;

/** Asks the main thread what a variable holds. */
export class Values {
  readonly #send: (request: ToMain) => void;
  readonly #waiting = new Map<number, (text: string | undefined) => void>();
  #ticket = 0;

  constructor(send: (request: ToMain) => void) {
    this.#send = send;
  }

  /** The value in one line; undefined where there is none to show, or the thread is busy. */
  ask(name: string): Promise<string | undefined> {
    this.#ticket += 1;
    const ticket = this.#ticket;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.answered(ticket, undefined), patienceMs);
      this.#waiting.set(ticket, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
      this.#send({ type: "value", ticket, name });
    });
  }

  answered(ticket: number, text: string | undefined): void {
    const answer = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    answer?.(text);
  }
}
