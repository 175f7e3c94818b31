import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { CellContext } from "./cells.js";
import type { Outlet } from "./outlet.js";

/** What the shared word says while the main thread waits for the front end's answer. */
export const inputStates = { none: 0, waiting: 1, answered: 2, interrupted: 3 } as const;

export class InputError extends Error {
  override readonly name = "InputError";
}

/** Asks the person at the front end and blocks until the answer comes. */
export class Input {
  readonly #state: Int32Array;
  readonly #port: MessagePort;
  readonly #outlet: Outlet;
  readonly #cells: CellContext;
  /** The cell that may ask: the one that runs, where the front end said so. */
  allowedCell: number | undefined;

  constructor(state: Int32Array, port: MessagePort, outlet: Outlet, cells: CellContext) {
    this.#state = state;
    this.#port = port;
    this.#outlet = outlet;
    this.#cells = cells;
  }

  /**
   * @throws {InputError} when the front end cannot answer: it said so, or the cell has ended
   */
  ask(prompt: string, password: boolean): string {
    const cellId = this.#cells.current;
    if (this.allowedCell !== cellId) {
      throw new InputError(
        "Cannot ask for input: the program that runs this cell takes no questions",
      );
    }
    Atomics.store(this.#state, 0, inputStates.waiting);
    this.#outlet.send({ type: "input", cellId, prompt, password });
    while (Atomics.load(this.#state, 0) === inputStates.waiting) {
      Atomics.wait(this.#state, 0, inputStates.waiting);
    }
    const state = Atomics.exchange(this.#state, 0, inputStates.none);
    if (state === inputStates.interrupted) throw new InterruptedInput();
    const answer: unknown = receiveMessageOnPort(this.#port)?.message;
    return typeof answer === "string" ? answer : "";
  }

  /** Puts the browser's `prompt`, `confirm` and `alert` on the global object, and `promptSecret`. */
  install(scope: object): void {
    const text = (value: unknown) => (value === undefined ? "" : String(value));
    const define = (name: string, value: unknown) =>
      Object.defineProperty(scope, name, {
        value,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    define("prompt", (message?: unknown, preset?: unknown): string | null => {
      const shown = preset === undefined ? text(message) : `${text(message)} [${text(preset)}]`;
      const answer = this.ask(shown === "" ? "" : `${shown} `, false);
      return answer === "" && preset !== undefined ? text(preset) : answer;
    });
    define("confirm", (message?: unknown): boolean =>
      /^y(?:es)?$/i.test(this.ask(`${text(message)} [y/N] `, false).trim()),
    );
    define("alert", (message?: unknown): void => {
      this.ask(`${text(message)} [Enter] `, false);
    });
    define("promptSecret", (message?: unknown): string =>
      this.ask(message === undefined ? "" : `${text(message)} `, true),
    );
  }
}

/** Thrown into the cell whose question was interrupted. */
export class InterruptedInput extends Error {
  override readonly name = "KeyboardInterrupt";
  override readonly message = "The cell was interrupted";
}
