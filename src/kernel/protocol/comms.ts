import type { CommEvent, ToMain } from "../runtime/messages.js";
import type { MessagePublisher, Parent } from "./publisher.js";
import type { Incoming } from "./sockets.js";
import type { JsonObject } from "./wire.js";

export interface CommParts {
  readonly publisher: MessagePublisher;
  readonly send: (request: ToMain) => void;
  readonly number: (incoming: Incoming) => number;
}

/** Carries comms between the front end and the main thread, where their handlers are. */
export class Comms {
  readonly #parts: CommParts;
  /** The target of each open comm by the comm's id. */
  readonly #targets = new Map<string, string>();

  constructor(parts: CommParts) {
    this.#parts = parts;
  }

  static handles(type: string): boolean {
    return type === "comm_open" || type === "comm_msg" || type === "comm_close";
  }

  /** Its idle status comes when the main thread has handled it. */
  receive(incoming: Incoming): void {
    const { publisher, send, number } = this.#parts;
    const { header, content, metadata, buffers } = incoming.message;
    publisher.status("busy", header);
    const commId = String(content.comm_id ?? "");
    const rest = { commId, data: content.data, metadata, buffers };
    const cellId = number(incoming);
    switch (header.msg_type) {
      case "comm_open": {
        const target = String(content.target_name ?? "");
        this.#targets.set(commId, target);
        send({ type: "comm", cellId, event: { kind: "open", target, ...rest } });
        return;
      }
      case "comm_close":
        this.#targets.delete(commId);
        send({ type: "comm", cellId, event: { kind: "close", ...rest } });
        return;
      default:
        send({ type: "comm", cellId, event: { kind: "message", ...rest } });
    }
  }

  publish(event: CommEvent, parent: Parent): void {
    const { publisher } = this.#parts;
    const { commId, data, metadata, buffers } = event;
    const extra = { metadata: { ...metadata }, buffers };
    const content = { comm_id: commId, data };
    switch (event.kind) {
      case "open": {
        this.#targets.set(commId, event.target);
        const opened = { ...content, target_name: event.target };
        publisher.publish("comm_open", opened, parent, extra);
        return;
      }
      case "message":
        publisher.publish("comm_msg", content, parent, extra);
        return;
      case "close":
        this.#targets.delete(commId);
        publisher.publish("comm_close", content, parent, extra);
    }
  }

  /** The answer to a comm_info_request. */
  info({ target_name: wanted }: JsonObject): JsonObject {
    const comms = [...this.#targets].filter(
      ([, target]) => wanted === undefined || wanted === null || wanted === target,
    );
    return {
      status: "ok",
      comms: Object.fromEntries(comms.map(([id, target]) => [id, { target_name: target }])),
    };
  }
}
