import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Dealer, Subscriber } from "zeromq";
import { decodeMessage, encodeMessage, type JsonObject, type Message } from "../protocol/wire.js";
import { type Channel, type Connection, candidateAddresses } from "./connection.js";
import { KernelError } from "./failure.js";

export type RequestChannel = "shell" | "control";
export type IncomingChannel = RequestChannel | "iopub";
export type MessageListener = (channel: IncomingChannel, message: Message) => void;

// A kernel that prints fast must not overrun us: beyond the limit ZeroMQ drops messages silently.
const receiveHighWaterMark = 100_000;
const maxMessageSize = 256 * 1024 * 1024;

/** The client's ends of a kernel's sockets. Messages that are forged or malformed never come out. */
export class Channels {
  readonly #sockets: Record<RequestChannel, Dealer>;
  readonly #iopub: Subscriber;
  readonly #key: string;
  readonly #session = randomUUID();
  readonly #listeners = new Map<string, MessageListener>();
  readonly #sending: Record<RequestChannel, Promise<void>>;
  #refused = 0;

  private constructor(shell: Dealer, control: Dealer, iopub: Subscriber, key: string) {
    this.#sockets = { shell, control };
    this.#iopub = iopub;
    this.#key = key;
    this.#sending = { shell: Promise.resolve(), control: Promise.resolve() };
    void this.#receive("shell", shell);
    void this.#receive("control", control);
    void this.#receive("iopub", iopub);
  }

  /** Connects; the kernel may bind its sockets later. */
  static async open(connection: Connection, signal: AbortSignal): Promise<Channels> {
    const zmq = await loadZeromq();
    const options = { linger: 0, reconnectInterval: 20, receiveHighWaterMark, maxMessageSize };
    const shell = new zmq.Dealer(options);
    const control = new zmq.Dealer(options);
    const iopub = new zmq.Subscriber(options);
    try {
      iopub.connect(await address(connection, "iopub", signal));
      iopub.subscribe();
      shell.connect(await address(connection, "shell", signal));
      control.connect(await address(connection, "control", signal));
    } catch (error) {
      for (const socket of [shell, control, iopub]) socket.close();
      throw error;
    }
    return new Channels(shell, control, iopub, connection.key);
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
    const frames = encodeMessage(
      {
        header: {
          msg_id: id,
          msg_type: type,
          session: this.#session,
          username: "softgrad",
          date: new Date().toISOString(),
          version: "5.3",
        },
        parent: {},
        metadata: {},
        content,
        buffers: [],
      },
      this.#key,
    );
    // One send at a time, as zeromq.js asks. A send fails only when the socket was closed meanwhile.
    this.#sending[channel] = this.#sending[channel]
      .then(() => this.#sockets[channel].send(frames))
      .catch(() => {});
    return id;
  }

  forget(id: string): void {
    this.#listeners.delete(id);
  }

  close(): void {
    this.#listeners.clear();
    for (const socket of [this.#sockets.shell, this.#sockets.control, this.#iopub]) socket.close();
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
