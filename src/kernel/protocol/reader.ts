import type { Incoming, RequestChannel } from "./sockets.js";
import { decodeMessage, type RefusalCode } from "./wire.js";

/** Why a message is not acted on. */
export type Refusal = RefusalCode | "repeated";

// Enough for every message a front end could have sent in one sitting of the same connection.
const remembered = 65_536;

/** Reads messages from frames; what is forged, repeated or malformed never comes out. */
export class MessageReader {
  readonly #key: string;
  readonly #refused: (channel: RequestChannel, why: Refusal) => void;
  readonly #seen = new Set<string>();

  constructor(key: string, refused: (channel: RequestChannel, why: Refusal) => void) {
    this.#key = key;
    this.#refused = refused;
  }

  read(channel: RequestChannel, frames: readonly Uint8Array[]): Incoming | undefined {
    const decoded = decodeMessage(frames, this.#key);
    if (decoded.status === "refused") {
      this.#refused(channel, decoded.code);
      return undefined;
    }
    const { message, identities, signature } = decoded;
    // Without a key there are no signatures, and nothing that tells one sending from another.
    if (this.#key !== "" && !this.#isNew(signature)) {
      this.#refused(channel, "repeated");
      return undefined;
    }
    return { channel, identities, message };
  }

  #isNew(signature: string): boolean {
    if (this.#seen.has(signature)) return false;
    this.#seen.add(signature);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= remembered) break;
      this.#seen.delete(oldest);
    }
    return true;
  }
}
