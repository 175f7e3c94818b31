import type { Asker } from "./sockets.js";
import type { Header } from "./wire.js";

// Those whose late output still finds its cell.
const remembered = 10_000;

/** Numbers the requests that reach the main thread: what they cause finds its way back by it. */
export class Requests {
  readonly #askers = new Map<number, Asker>();
  readonly #silent = new Set<number>();
  #number = 0;

  /** Keeps who asked and not what: a request may hold many megabytes. */
  add({ channel, identities, message }: Asker, isSilent = false): number {
    this.#number += 1;
    this.#askers.set(this.#number, { channel, identities, message: { header: message.header } });
    this.#askers.delete(this.#number - remembered);
    if (isSilent) this.#silent.add(this.#number);
    this.#silent.delete(this.#number - remembered);
    return this.#number;
  }

  find(number: number): Asker | undefined {
    return this.#askers.get(number);
  }

  /** Whether nothing that the request causes is to be shown. */
  isSilent(number: number): boolean {
    return this.#silent.has(number);
  }

  headerOf(number: number): Header | undefined {
    return this.#askers.get(number)?.message.header;
  }
}
