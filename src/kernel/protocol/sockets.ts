import { Router, XPublisher } from "zeromq";
import { addressOf, type Channel, type ConnectionFile } from "./connectionFile.js";
import { SendQueue } from "./sendQueue.js";
import type { Message } from "./wire.js";

export type RequestChannel = "shell" | "control" | "stdin";

/** A message and the way back to its sender. */
export interface Incoming {
  readonly channel: RequestChannel;
  readonly identities: readonly Uint8Array[];
  readonly message: Message;
}

/** Who sent a message: what an answer to it needs. */
export interface Asker extends Omit<Incoming, "message"> {
  readonly message: Pick<Message, "header">;
}

export interface SocketListener {
  received(channel: RequestChannel, frames: readonly Uint8Array[]): void;
  /** A front end listens to iopub from now on, to what begins with this topic. */
  subscribed(topic: Uint8Array): void;
}

export interface Sockets {
  /** Hands on what comes, and what has come since the sockets are open. */
  listen(listener: SocketListener): void;
  /** Sends after all that was sent before on this channel; ignored once closed. */
  send(channel: Exclude<Channel, "hb">, frames: readonly Uint8Array[]): void;
  /** Resolves when all that was sent has been handed to ZeroMQ. */
  flushed(): Promise<void>;
  close(): void;
}

// Without a limit on what waits: ZeroMQ would drop output silently beyond it.
const options = { linger: 1000, sendHighWaterMark: 0 };
const routerOptions = { ...options, maxMessageSize: -1 };

/** Binds the kernel's five sockets. */
export async function openSockets(connection: ConnectionFile): Promise<Sockets> {
  const shell = new Router(routerOptions);
  const control = new Router(routerOptions);
  const stdin = new Router(routerOptions);
  const hb = new Router(routerOptions);
  // Of the second front end with the same topic ZeroMQ would not tell by itself.
  const iopub = new XPublisher({ ...options, verbosity: "allSubs" });
  const all = { shell, control, stdin, hb, iopub };
  const close = () => {
    for (const socket of Object.values(all)) socket.close();
  };
  try {
    // Shell last: who is answered there finds the others open.
    const bind = (channel: Channel) => all[channel].bind(addressOf(connection, channel));
    await Promise.all((["iopub", "hb", "stdin", "control", "shell"] as const).map(bind));
  } catch (error) {
    close();
    throw error;
  }

  const queues = {
    shell: new SendQueue(shell),
    control: new SendQueue(control),
    stdin: new SendQueue(stdin),
    iopub: new SendQueue(iopub),
  };
  return {
    listen: (listener) => {
      void each(shell, (frames) => listener.received("shell", frames));
      void each(control, (frames) => listener.received("control", frames));
      void each(stdin, (frames) => listener.received("stdin", frames));
      void each(hb, (frames) => hb.send([...frames]));
      void each(iopub, ([subscription]) => {
        if (subscription?.[0] === subscribes) listener.subscribed(subscription.subarray(1));
      });
    },
    send: (channel, frames) => queues[channel].send(frames),
    flushed: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.flushed()));
    },
    close,
  };
}

const subscribes = 1;

async function each(
  socket: Router | XPublisher,
  take: (frames: Buffer[]) => Promise<void> | void,
): Promise<void> {
  try {
    for await (const frames of socket) await take(frames);
  } catch {
    // The socket was closed while it was read.
  }
}
