import type { Router, XPublisher } from "zeromq";

/** Sends on a socket in order, one message at a time, as zeromq.js asks. */
export class SendQueue {
  readonly #socket: Router | XPublisher;
  readonly #waiting: (readonly Uint8Array[])[] = [];
  #sending: Promise<void> | undefined;

  constructor(socket: Router | XPublisher) {
    this.#socket = socket;
  }

  send(frames: readonly Uint8Array[]): void {
    this.#waiting.push(frames);
    this.#sending ??= this.#pump();
  }

  /** Resolves when all that was sent has been handed to ZeroMQ. */
  async flushed(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
  }

  async #pump(): Promise<void> {
    for (let frames = this.#waiting.shift(); frames !== undefined; frames = this.#waiting.shift()) {
      try {
        await this.#socket.send([...frames] as Buffer[]);
      } catch {
        // The peer is gone or the socket was closed: there is nobody to tell.
      }
    }
    this.#sending = undefined;
  }
}
