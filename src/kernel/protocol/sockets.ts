import { Publisher, Router } from "zeromq";
import { addressOf, type Channel, type ConnectionFile } from "./connectionFile.js";
import { decodeMessage, type Message } from "./wire.js";

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

export interface Sockets {
  /** Sends after all that was sent before on this channel; ignored once closed. */
  send(channel: Exclude<Channel, "hb">, frames: readonly Uint8Array[]): void;
  /** Resolves when all that was sent has been handed to ZeroMQ. */
  flushed(): Promise<void>;
  close(): void;
}

const options = { linger: 1000, maxMessageSize: -1 };
// Enough for every message a front end could have sent in one sitting of the same connection.
const remembered = 65_536;

/** Binds the kernel's five sockets; forged, repeated and malformed messages never come out. */
export async function openSockets(
  connection: ConnectionFile,
  receive: (incoming: Incoming) => void,
): Promise<Sockets> {
  // Without a limit on iopub: ZeroMQ would drop output silently beyond it.
  const iopub = new Publisher({ linger: 1000, sendHighWaterMark: 0 });
  const routers = {
    shell: new Router({ ...options, sendHighWaterMark: 0 }),
    control: new Router({ ...options, sendHighWaterMark: 0 }),
    stdin: new Router({ ...options, sendHighWaterMark: 0 }),
  };
  const heartbeat = new Router(options);
  const all = { ...routers, iopub, hb: heartbeat };
  try {
    await Promise.all([
      iopub.bind(addressOf(connection, "iopub")),
      heartbeat.bind(addressOf(connection, "hb")),
      routers.stdin.bind(addressOf(connection, "stdin")),
      routers.control.bind(addressOf(connection, "control")),
      routers.shell.bind(addressOf(connection, "shell")),
    ]);
  } catch (error) {
    for (const socket of Object.values(all)) socket.close();
    throw error;
  }

  const seen = new Set<string>();
  const isNew = (frames: readonly Uint8Array[]) => {
    const at = frames.findIndex((frame) => Buffer.from(frame).toString("latin1") === "<IDS|MSG>");
    const signature = Buffer.from(frames[at + 1] ?? []).toString("latin1");
    if (seen.has(signature)) return false;
    seen.add(signature);
    if (seen.size > remembered) seen.delete(seen.values().next().value ?? "");
    return true;
  };
  const listen = async (channel: RequestChannel, socket: Router) => {
    try {
      for await (const frames of socket) {
        const decoded = decodeMessage(frames, connection.key);
        if (decoded.status === "refused" || !isNew(frames)) continue;
        const end = frames.findIndex((frame) => frame.toString("latin1") === "<IDS|MSG>");
        receive({ channel, identities: frames.slice(0, end), message: decoded.message });
      }
    } catch {
      // The socket was closed while it was read.
    }
  };
  const echo = async () => {
    try {
      for await (const frames of heartbeat) await heartbeat.send(frames);
    } catch {
      // As above.
    }
  };
  void listen("shell", routers.shell);
  void listen("control", routers.control);
  void listen("stdin", routers.stdin);
  void echo();

  const outlets = {
    shell: outlet(routers.shell),
    control: outlet(routers.control),
    stdin: outlet(routers.stdin),
    iopub: outlet(iopub),
  };
  return {
    send: (channel, frames) => outlets[channel].send(frames),
    flushed: async () => {
      await Promise.all(Object.values(outlets).map((each) => each.flushed()));
    },
    close: () => {
      for (const socket of Object.values(all)) socket.close();
    },
  };
}

/** One send at a time, as zeromq.js asks. */
function outlet(socket: Publisher | Router) {
  const waiting: (readonly Uint8Array[])[] = [];
  let sending: Promise<void> | undefined;
  const pump = async () => {
    for (let frames = waiting.shift(); frames !== undefined; frames = waiting.shift()) {
      try {
        await socket.send([...frames] as Buffer[]);
      } catch {
        // The peer is gone or the socket was closed: there is nobody to tell.
      }
    }
    sending = undefined;
  };
  return {
    send(frames: readonly Uint8Array[]) {
      waiting.push(frames);
      sending ??= pump();
    },
    async flushed() {
      while (sending !== undefined) await sending;
    },
  };
}
