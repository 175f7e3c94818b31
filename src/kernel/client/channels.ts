import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Dealer, Subscriber } from "zeromq";
import { decodeMessage, encodeMessage, type JsonObject, type Message } from "../protocol/wire.js";
import { type Channel, type Connection, candidateAddresses } from "./connection.js";
import { KernelError } from "./failure.js";

export type RequestChannel = "shell" | "control";
type SendingChannel = RequestChannel | "stdin";
export type IncomingChannel = SendingChannel | "iopub";
export type MessageListener = (channel: IncomingChannel, message: Message) => void;

// A kernel that prints fast must not overrun us: beyond the limit ZeroMQ drops messages silently.
const receiveHighWaterMark = 100_000;
const maxMessageSize = 256 * 1024 * 1024;

/** The client's ends of a kernel's sockets. Messages that are forged or malformed never come out. */
export class Channels {
  readonly #sockets: Record<SendingChannel, Dealer>;
  readonly #iopub: Subscriber;
  readonly #key: string;
  readonly #session = randomUUID();
  readonly #listeners = new Map<string, MessageListener>();
  readonly #sending: Record<SendingChannel, Promise<void>>;
  readonly #closed = new AbortController();
  #refused = 0;

  private constructor(sockets: Record<SendingChannel, Dealer>, iopub: Subscriber, key: string) {
    this.#sockets = sockets;
    this.#iopub = iopub;
    this.#key = key;
    const sent = Promise.resolve();
    this.#sending = { shell: sent, control: sent, stdin: sent };
    for (const channel of ["shell", "control", "stdin"] as const) {
      void this.#receive(channel, sockets[channel]);
    }
    void this.#receive("iopub", iopub);
  }

  /** Connects; the kernel may bind its sockets later. */
  static async open(connection: Connection, signal: AbortSignal): Promise<Channels> {
    const zmq = await loadZeromq();
    const options = { linger: 0, reconnectInterval: 20, receiveHighWaterMark, maxMessageSize };
    // A kernel asks for input whoever sent the cell: by one identity on both channels.
    const routingId = randomUUID();
    const shell = new zmq.Dealer({ ...options, routingId });
    const stdin = new zmq.Dealer({ ...options, routingId });
    const control = new zmq.Dealer(options);
    const iopub = new zmq.Subscriber(options);
    try {
      iopub.connect(await address(connection, "iopub", signal));
      iopub.subscribe();
      shell.connect(await address(connection, "shell", signal));
      control.connect(await address(connection, "control", signal));
    } catch (error) {
      for (const socket of [shell, control, stdin, iopub]) socket.close();
      throw error;
    }
    const channels = new Channels({ shell, control, stdin }, iopub, connection.key);
    // Not waited for: a kernel that never asks need not listen.
    address(connection, "stdin", channels.#closed.signal).then(
      (found) => {
        if (!channels.#closed.signal.aborted) stdin.connect(found);
      },
      () => {},
    );
    return channels;
  }

  /** Messages refused so far. */
  get refused(): number {
    return this.#refused;
  }

  /** Sends a request; the listener gets every message that names it as its parent, until `forget`. */
  request(
    channel: RequestChannel,
    type: string,
    content: JsonObject,
    listener?: MessageListener,
  ): string {
    const id = randomUUID();
    if (listener) this.#listeners.set(id, listener);
    this.#send(channel, id, type, content, {});
    return id;
  }

  /** Answers what a kernel asks for on stdin. */
  answer(asked: Message, content: JsonObject): void {
    this.#send("stdin", randomUUID(), "input_reply", content, asked.header);
  }

  #send(
    channel: SendingChannel,
    id: string,
    type: string,
    content: JsonObject,
    parent: Message["parent"],
  ): void {
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: "softgrad",
      date: new Date().toISOString(),
      version: "5.3",
    };
    const frames = encodeMessage({ header, parent, metadata: {}, content, buffers: [] }, this.#key);
    // One send at a time, as zeromq.js asks. A send fails only when the socket was closed meanwhile.
    this.#sending[channel] = this.#sending[channel]
      .then(() => this.#sockets[channel].send(frames))
      .catch(() => {});
  }

  forget(id: string): void {
    this.#listeners.delete(id);
  }

  close(): void {
    this.#listeners.clear();
    this.#closed.abort();
    for (const socket of [...Object.values(this.#sockets), this.#iopub]) socket.close();
  }

  async #receive(channel: IncomingChannel, socket: Dealer | Subscriber): Promise<void> {
    try {
      for await (const frames of socket) {
        const decoded = decodeMessage(frames, this.#key);
        if (decoded.status === "refused") {
          this.#refused += 1;
          continue;
        }
        const { message } = decoded;
        this.#listeners.get(message.parent.msg_id ?? "")?.(channel, message);
      }
    } catch {
      // The socket was closed while it was read.
    }
  }
}

async function address(
  connection: Connection,
  channel: Channel,
  signal: AbortSignal,
): Promise<string> {
  const candidates = candidateAddresses(connection, channel);
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return only;
  for (;;) {
    const bound = candidates.find((candidate) => existsSync(candidate.slice("ipc://".length)));
    if (bound !== undefined) return bound;
    await delay(10, undefined, { signal });
  }
}

async function loadZeromq(): Promise<typeof import("zeromq")> {
  try {
    return await import("zeromq");
  } catch (cause) {
    throw new KernelError({ code: "zeromq-missing" }, { cause });
  }
}
