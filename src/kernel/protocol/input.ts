import { inputStates } from "../runtime/input.js";
import type { FromMain, WorkerStart } from "../runtime/messages.js";
import type { MessagePublisher } from "./publisher.js";
import type { Asker } from "./sockets.js";

type Question = Extract<FromMain, { type: "input" }>;

/** Asks the front end that runs the cell. */
export function askQuestion(
  { prompt, password }: Question,
  asker: Asker | undefined,
  publisher: MessagePublisher,
): void {
  if (asker !== undefined) publisher.ask("stdin", asker, "input_request", { prompt, password });
}

/** Hands an answer to the main thread, which sleeps until it comes. */
export function answerQuestion(value: string, { words, ports }: WorkerStart): void {
  const state = new Int32Array(words);
  if (Atomics.load(state, 0) !== inputStates.waiting) return;
  ports.input.postMessage(value);
  Atomics.store(state, 0, inputStates.answered);
  Atomics.notify(state, 0);
}
