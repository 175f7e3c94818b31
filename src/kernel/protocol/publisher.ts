import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import type { Asker, RequestChannel, Sockets } from "./sockets.js";
import { encodeMessage, type Header, type JsonObject, type Message } from "./wire.js";

export const protocolVersion = "5.4";

/** What a message answers or belongs to; none for what the kernel says of itself. */
export type Parent = Header | undefined;

/** Builds, signs and sends the kernel's messages. */
export class MessagePublisher {
  readonly session = randomUUID();
  readonly #sockets: Sockets;
  readonly #key: string;
  readonly #username = nameOfUser();

  constructor(sockets: Sockets, key: string) {
    this.#sockets = sockets;
    this.#key = key;
  }

  /** Sends to everyone who listens. */
  publish(type: string, content: JsonObject, parent: Parent, extra: Extra = {}): void {
    const topic = Buffer.from(`kernel.${this.session}.${type}`);
    this.#sockets.send("iopub", [topic, ...this.#frames(type, content, parent, extra)]);
  }

  /** Tells everyone whether the kernel works on a request. */
  status(state: "starting" | "busy" | "idle", parent: Parent): void {
    this.publish("status", { execution_state: state }, parent);
  }

  /** Tells those who listen to a topic that they do. */
  welcome(topic: Uint8Array): void {
    const content = { subscription: Buffer.from(topic).toString("utf8") };
    this.#sockets.send("iopub", [topic, ...this.#frames("iopub_welcome", content, undefined, {})]);
  }

  /** Answers a request on the channel it came by. */
  reply({ channel, identities, message }: Asker, content: JsonObject, extra: Extra = {}): void {
    const type = message.header.msg_type.replace(/_request$/, "_reply");
    this.#sockets.send(channel, [
      ...identities,
      ...this.#frames(type, content, message.header, extra),
    ]);
  }

  /** Asks the one who sent a request. */
  ask(channel: RequestChannel, to: Asker, type: string, content: JsonObject): void {
    this.#sockets.send(channel, [
      ...to.identities,
      ...this.#frames(type, content, to.message.header, {}),
    ]);
  }

  #frames(type: string, content: JsonObject, parent: Parent, extra: Extra): Buffer[] {
    const message: Message = {
      header: {
        msg_id: randomUUID(),
        msg_type: type,
        session: this.session,
        username: this.#username,
        date: new Date().toISOString(),
        version: protocolVersion,
      },
      parent: { ...parent },
      metadata: extra.metadata ?? {},
      content,
      buffers: extra.buffers ?? [],
    };
    return encodeMessage(message, this.#key);
  }
}

interface Extra {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the user may have no name.
    return "kernel";
  }
}
