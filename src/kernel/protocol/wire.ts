import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Jupyter's wire protocol: one message as ZeroMQ frames, signed with HMAC-SHA256.
 *
 * Source: https://jupyter-client.readthedocs.io/en/latest/messaging.html#the-wire-protocol
 */
export interface Message {
  readonly header: Header;
  /** Header of the request this message answers; empty for a request. */
  readonly parent: ParentHeader;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

export type JsonObject = Record<string, unknown>;

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
  /** Whatever else a front end puts there comes back to it in the answers. */
  readonly [field: string]: unknown;
}

export interface ParentHeader {
  readonly msg_id?: string | undefined;
  readonly [field: string]: unknown;
}

export type Decoded =
  | {
      readonly status: "ok";
      readonly message: Message;
      /** The routing prefix: the way back to the sender. */
      readonly identities: readonly Uint8Array[];
      /** Empty where messages are not signed. */
      readonly signature: string;
    }
  | { readonly status: "refused"; readonly code: RefusalCode };

export type RefusalCode = "no-delimiter" | "missing-frames" | "wrong-signature" | "malformed";

const delimiter = Buffer.from("<IDS|MSG>");

/** Frames of a message without routing identities, as a DEALER socket sends them. */
export function encodeMessage(message: Message, key: string): Buffer[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [delimiter, Buffer.from(sign(parts, key)), ...parts, ...message.buffers.map(toBuffer)];
}

/** The message in the frames, or why it is refused. */
export function decodeMessage(frames: readonly Uint8Array[], key: string): Decoded {
  const start = frames.findIndex((frame) => delimiter.equals(frame));
  if (start < 0) return refused("no-delimiter");
  const [signature, header, parent, metadata, content, ...buffers] = frames.slice(start + 1);
  if (!signature || !header || !parent || !metadata || !content) return refused("missing-frames");
  if (!isSigned(signature, [header, parent, metadata, content], key)) {
    return refused("wrong-signature");
  }
  try {
    return {
      status: "ok",
      identities: frames.slice(0, start),
      signature: toBuffer(signature).toString("latin1"),
      message: {
        header: headerOf(objectOf(header)),
        parent: parentOf(objectOf(parent)),
        metadata: objectOf(metadata),
        content: objectOf(content),
        buffers,
      },
    };
  } catch {
    return refused("malformed");
  }
}

function refused(code: RefusalCode): Decoded {
  return { status: "refused", code };
}

/** An empty key switches signing off, as the protocol has it. */
function sign(parts: readonly Uint8Array[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function isSigned(signature: Uint8Array, parts: readonly Uint8Array[], key: string): boolean {
  if (key === "") return true;
  const expected = Buffer.from(sign(parts, key));
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

// By hand: a schema library would take longer to load than the rest of the kernel.
function objectOf(frame: Uint8Array): JsonObject {
  const value: unknown = JSON.parse(toBuffer(frame).toString("utf8"));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw new TypeError("Cannot read a message: a part is no JSON object");
}

/** Lenient where programs in use are: only what a reader acts on must be there. */
function headerOf(value: JsonObject): Header {
  return {
    ...value,
    msg_id: text(value.msg_id),
    msg_type: text(value.msg_type),
    session: text(value.session, ""),
    username: text(value.username, ""),
    date: text(value.date, ""),
    version: text(value.version, ""),
  };
}

function parentOf(value: JsonObject): ParentHeader {
  if (value.msg_id !== undefined) text(value.msg_id);
  return value;
}

function text(value: unknown, missing?: string): string {
  if (typeof value === "string") return value;
  if (value === undefined && missing !== undefined) return missing;
  throw new TypeError("Cannot read a message: a field is no text");
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
