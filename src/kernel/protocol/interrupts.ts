import { Session } from "node:inspector";
import { inputStates } from "../runtime/input.js";
import type { ToMain } from "../runtime/messages.js";

/** A main thread that is not busy answers by then; terminating it would stop our own code. */
const politeMs = 4;
const retryMs = 50;
const patienceMs = 2_000;

/** Stops what the main thread does and leaves its state alone. */
export class Interrupts {
  readonly #send: (request: ToMain) => void;
  readonly #inputState: Int32Array;
  #session: Session | undefined;
  #ticket = 0;
  #current: { ticket: number; promise: Promise<void>; done: () => void } | undefined;

  constructor(send: (request: ToMain) => void, inputState: Int32Array) {
    this.#send = send;
    this.#inputState = inputState;
  }

  /** Resolves when the main thread is free, or after a while; interrupts that overlap are one. */
  interrupt(): Promise<void> {
    if (this.#current !== undefined) return this.#current.promise;
    this.#ticket += 1;
    const ticket = this.#ticket;
    let timer: NodeJS.Timeout | undefined;
    let done = () => {};
    const promise = new Promise<void>((resolve) => {
      done = () => {
        clearTimeout(timer);
        this.#current = undefined;
        resolve();
      };
    });
    this.#current = { ticket, promise, done };
    this.#answerQuestion();
    this.#send({ type: "interrupt", ticket, terminated: false });
    const start = performance.now();
    const insist = () => {
      if (performance.now() - start > patienceMs) {
        done();
        return;
      }
      this.#answerQuestion();
      this.#terminate();
      this.#send({ type: "interrupt", ticket, terminated: true });
      timer = setTimeout(insist, retryMs);
    };
    timer = setTimeout(insist, politeMs);
    return promise;
  }

  stopped(ticket: number): void {
    if (this.#current?.ticket === ticket) this.#current.done();
  }

  close(): void {
    this.#session?.disconnect();
  }

  /** A thread that waits for input is asleep, not busy. */
  #answerQuestion(): void {
    const { waiting, interrupted } = inputStates;
    if (Atomics.compareExchange(this.#inputState, 0, waiting, interrupted) === waiting) {
      Atomics.notify(this.#inputState, 0);
    }
  }

  #terminate(): void {
    if (this.#session === undefined) {
      this.#session = new Session();
      this.#session.connectToMainThread();
    }
    this.#session.post("Runtime.terminateExecution");
  }
}
