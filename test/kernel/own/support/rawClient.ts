import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { Dealer, Request, Subscriber } from "zeromq";
import {
  type Connection,
  createConnection,
  removeConnection,
} from "../../../../src/kernel/client/connection.js";
import {
  decodeMessage,
  encodeMessage,
  type JsonObject,
  type Message,
} from "../../../../src/kernel/protocol/wire.js";
import { spec } from "./kernel.js";

type Channel = "shell" | "control" | "stdin";

/** Longer than a busy machine takes, and shorter than a test has. */
const startLimitMs = 60_000;

interface RawClientOptions {
  readonly transport?: "tcp" | "ipc";
  readonly history?: string;
  readonly isSigned?: boolean;
  readonly node?: string;
}

/** The kernel's sockets as a front end sees them, message by message. */
export class RawClient {
  readonly messages: { readonly channel: Channel | "iopub"; readonly message: Message }[] = [];
  readonly #sockets: Record<Channel, Dealer>;
  readonly #iopub = new Subscriber({ receiveHighWaterMark: 0 });
  readonly #waiting = new Set<() => void>();
  /** What the kernel wrote to its own error output. */
  log = "";

  private constructor(
    readonly connection: Connection,
    readonly kernel: ChildProcess,
  ) {
    // Jupyter's clients have one identity on all channels: a question finds who asked.
    const routingId = randomUUID();
    const socket = () => new Dealer({ routingId, linger: 0 });
    this.#sockets = { shell: socket(), control: socket(), stdin: socket() };
  }

  static async start(
    cwd: string,
    { transport = "tcp", history, isSigned = true, node = process.execPath }: RawClientOptions = {},
  ): Promise<RawClient> {
    const created = await createConnection({ kernelName: "softgrad", transport });
    const connection = isSigned ? created : await unsigned(created);
    const [, ...rest] = spec.argv;
    const words = rest.map((word) => word.replace("{connection_file}", connection.file));
    const kernel = spawn(node, words, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SOFTGRAD_KERNEL_HISTORY: history ?? `${connection.folder}/history` },
    });
    const client = new RawClient(connection, kernel);
    kernel.stdout.resume();
    kernel.stderr.on("data", (chunk: Buffer) => {
      client.log += chunk.toString();
    });
    client.#connect();
    try {
      await client.#ready();
    } catch (error) {
      await client.close();
      throw error;
    }
    return client;
  }

  #connect(): void {
    for (const channel of ["shell", "control", "stdin"] as const) {
      this.#sockets[channel].connect(this.address(channel));
      void this.#read(channel, this.#sockets[channel]);
    }
    this.#iopub.connect(this.address("iopub"));
    this.#iopub.subscribe();
    void this.#read("iopub", this.#iopub);
  }

  address(channel: Channel | "iopub" | "hb"): string {
    const { transport, ip, ports } = this.connection;
    return transport === "tcp" ? `tcp://${ip}:${ports[channel]}` : `ipc://${ip}-${ports[channel]}`;
  }

  /** A subscription takes effect some time after its socket connected. */
  async #ready(): Promise<void> {
    const until = Date.now() + startLimitMs;
    while (Date.now() < until && !this.#ended()) {
      const id = this.send("shell", "kernel_info_request", {});
      const heard = await this.waitFor((m) => isIdle(m, id), 500).catch(() => undefined);
      if (heard !== undefined) return;
    }
    const { exitCode, signalCode } = this.kernel;
    const state = this.#ended()
      ? `it ended with ${signalCode ?? `exit code ${exitCode}`}`
      : `it said nothing on iopub for ${startLimitMs / 1_000} s`;
    const heard = this.messages.map(
      ({ channel, message }) => `${channel} ${message.header.msg_type}`,
    );
    throw new Error(
      `Cannot start the kernel: ${state}. Heard: ${heard.join(", ") || "nothing"}. Its stderr: ${this.log || "empty"}`,
    );
  }

  #ended(): boolean {
    return this.kernel.exitCode !== null || this.kernel.signalCode !== null;
  }

  send(
    channel: Channel,
    type: string,
    content: JsonObject,
    more: { readonly buffers?: readonly Uint8Array[]; readonly header?: JsonObject } = {},
  ): string {
    const plain = messageOf(type, content);
    const header = { ...plain.header, ...more.header };
    const message = { ...plain, header, buffers: more.buffers ?? [] };
    void this.sendFrames(channel, encodeMessage(message, this.connection.key));
    return message.header.msg_id;
  }

  async sendFrames(channel: Channel, frames: readonly (Buffer | string)[]): Promise<void> {
    await this.#sockets[channel].send([...frames]);
  }

  /** The reply to a request. */
  async request(channel: Channel, type: string, content: JsonObject): Promise<JsonObject> {
    const id = this.send(channel, type, content);
    return (await this.replyTo(id)).content;
  }

  replyTo(id: string): Promise<Message> {
    return this.waitFor((m) => m.parent.msg_id === id && m.header.msg_type.endsWith("_reply"));
  }

  /** Executes a cell and gives its messages on iopub, without those of status. */
  async execute(content: JsonObject): Promise<{ reply: JsonObject; published: Message[] }> {
    const id = this.send("shell", "execute_request", { silent: false, ...content });
    const reply = (await this.replyTo(id)).content;
    await this.waitFor((m) => isIdle(m, id));
    return { reply, published: this.published(id) };
  }

  published(parentId: string): Message[] {
    return this.messages
      .filter(({ channel, message }) => channel === "iopub" && message.parent.msg_id === parentId)
      .map(({ message }) => message)
      .filter(({ header }) => header.msg_type !== "status");
  }

  /** The states that the kernel told of while it worked on a request. */
  async statesOf(parentId: string): Promise<unknown[]> {
    await this.waitFor((m) => isIdle(m, parentId));
    return this.messages
      .filter(({ message: { parent, header } }) => {
        return parent.msg_id === parentId && header.msg_type === "status";
      })
      .map(({ message }) => message.content.execution_state);
  }

  async waitFor(matches: (message: Message) => boolean, limitMs = 30_000): Promise<Message> {
    const until = Date.now() + limitMs;
    for (;;) {
      const found = this.messages.find(({ message }) => matches(message));
      if (found !== undefined) return found.message;
      if (Date.now() > until) throw new Error("No such message came");
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, Math.max(1, until - Date.now()));
        const waiting = this.#waiting;
        function done() {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        }
        waiting.add(done);
      });
    }
  }

  async heartbeat(): Promise<string> {
    const socket = new Request({ linger: 0 });
    socket.connect(this.address("hb"));
    await socket.send("ping");
    const [answer] = await socket.receive();
    socket.close();
    return String(answer);
  }

  async close(): Promise<void> {
    if (!this.#ended()) {
      const ended = once(this.kernel, "exit");
      this.kernel.kill("SIGKILL");
      await ended;
    }
    for (const socket of [...Object.values(this.#sockets), this.#iopub]) socket.close();
    await removeConnection(this.connection);
  }

  async #read(channel: Channel | "iopub", socket: Dealer | Subscriber): Promise<void> {
    try {
      for await (const frames of socket) {
        const decoded = decodeMessage(frames, this.connection.key);
        if (decoded.status === "refused") throw new Error(`The kernel sent ${decoded.code}`);
        this.messages.push({ channel, message: decoded.message });
        for (const wake of [...this.#waiting]) wake();
      }
    } catch {
      // The socket was closed.
    }
  }
}

/** As with `--Session.key=''` of Jupyter's programs. */
async function unsigned(connection: Connection): Promise<Connection> {
  const file = JSON.parse(await readFile(connection.file, "utf8")) as object;
  await writeFile(connection.file, JSON.stringify({ ...file, key: "" }));
  return { ...connection, key: "" };
}

export function messageOf(type: string, content: JsonObject): Message {
  return {
    header: {
      msg_id: randomBytes(8).toString("hex"),
      msg_type: type,
      session: "raw",
      username: "ada",
      date: new Date().toISOString(),
      version: "5.4",
    },
    parent: {},
    metadata: {},
    content,
    buffers: [],
  };
}

function isIdle(message: Message, parentId: string): boolean {
  return (
    message.parent.msg_id === parentId &&
    message.header.msg_type === "status" &&
    message.content.execution_state === "idle"
  );
}
