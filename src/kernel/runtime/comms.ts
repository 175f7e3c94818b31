import { randomUUID } from "node:crypto";
import type { CommEvent } from "./messages.js";

type JsonMap = Readonly<Record<string, unknown>>;

export interface CommMessage {
  readonly data: unknown;
  readonly metadata: JsonMap;
  readonly buffers: readonly Uint8Array[];
}

export interface CommExtra {
  readonly metadata?: JsonMap;
  readonly buffers?: readonly Uint8Array[];
}

/** One end of a channel between a cell's code and an extension of the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: unknown, extra?: CommExtra): void;
  close(data?: unknown, extra?: CommExtra): void;
  onMessage: ((message: CommMessage) => void) | undefined;
  onClose: ((message: CommMessage) => void) | undefined;
}

/** Called when the front end opens a comm of a target. */
export type CommTarget = (comm: Comm, message: CommMessage) => void;

/**
 * The comms of a kernel.
 *
 * Source: https://jupyter-client.readthedocs.io/en/latest/messaging.html#custom-messages
 */
export class Comms {
  readonly #targets = new Map<string, CommTarget>();
  readonly #comms = new Map<string, Comm>();
  readonly #send: (event: CommEvent) => void;

  constructor(send: (event: CommEvent) => void) {
    this.#send = send;
  }

  /** Lets the front end open comms of this name; a later handler takes the place of an earlier. */
  register(target: string, opened: CommTarget): void {
    this.#targets.set(target, opened);
  }

  unregister(target: string): void {
    this.#targets.delete(target);
  }

  /** Opens a comm to the front end. */
  open(target: string, data: unknown = {}, extra: CommExtra = {}): Comm {
    const comm = this.#create(randomUUID(), target);
    this.#send({ kind: "open", commId: comm.id, target, data, ...filled(extra) });
    return comm;
  }

  /** Hands on what the front end sent; throws what a handler throws. */
  receive(event: CommEvent): void {
    const { commId, data, metadata, buffers } = event;
    const message = { data, metadata, buffers };
    if (event.kind === "open") {
      const opened = this.#targets.get(event.target);
      if (opened === undefined) {
        // As the protocol has it for a target that nobody knows.
        this.#send({ kind: "close", commId, data: {}, ...filled({}) });
        return;
      }
      opened(this.#create(commId, event.target), message);
      return;
    }
    const comm = this.#comms.get(commId);
    if (event.kind === "close") {
      this.#comms.delete(commId);
      comm?.onClose?.(message);
    } else {
      comm?.onMessage?.(message);
    }
  }

  #create(id: string, target: string): Comm {
    const comm: Comm = {
      id,
      target,
      send: (data, extra = {}) =>
        this.#send({ kind: "message", commId: id, data, ...filled(extra) }),
      close: (data = {}, extra = {}) => {
        if (!this.#comms.delete(id)) return;
        this.#send({ kind: "close", commId: id, data, ...filled(extra) });
      },
      onMessage: undefined,
      onClose: undefined,
    };
    this.#comms.set(id, comm);
    return comm;
  }
}

function filled({ metadata = {}, buffers = [] }: CommExtra) {
  return { metadata, buffers };
}
