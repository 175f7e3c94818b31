import type { MessagePort } from "node:worker_threads";
import type { FromMain } from "./messages.js";
import { RingWriter } from "./ring.js";

/** What the main thread sends, in one order: streams and messages alike. */
export class Outlet {
  readonly #ring: RingWriter;
  readonly #port: MessagePort;
  #number = 0;

  constructor(shared: SharedArrayBuffer, port: MessagePort, wake: () => void) {
    this.#ring = new RingWriter(shared, wake);
    this.#port = port;
  }

  write(stream: "stdout" | "stderr", cellId: number, bytes: Uint8Array): void {
    this.#ring.write(stream, cellId, bytes);
  }

  /** The message waits at the port until its mark in the ring is read: that is its place. */
  send(message: FromMain): void {
    this.#number = (this.#number + 1) >>> 0;
    const envelope: Envelope = { number: this.#number, message };
    try {
      this.#port.postMessage(envelope);
    } catch {
      // A function or a symbol among the data: the protocol carries JSON alone.
      this.#port.postMessage(JSON.parse(JSON.stringify(envelope)));
    }
    this.#ring.mark(this.#number);
  }
}

export interface Envelope {
  readonly number: number;
  readonly message: FromMain;
}
