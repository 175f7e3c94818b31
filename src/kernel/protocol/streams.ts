import { StringDecoder } from "node:string_decoder";

export type StreamName = "stdout" | "stderr";

const pauseMs = 15;
const mostCharacters = 1_000_000;

/** Joins what a cell prints to few messages: each piece waits a moment for more of its kind. */
export class Streams {
  readonly #publish: (stream: StreamName, cellId: number, text: string) => void;
  readonly #decoders = new Map<string, StringDecoder>();
  #pending: { stream: StreamName; cellId: number; parts: string[]; length: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: (stream: StreamName, cellId: number, text: string) => void) {
    this.#publish = publish;
  }

  add(stream: StreamName, cellId: number, bytes: Uint8Array): void {
    const text = this.#decode(stream, cellId, bytes);
    if (text === "") return;
    const pending = this.#pending;
    if (pending !== undefined && (pending.stream !== stream || pending.cellId !== cellId)) {
      this.flush();
    }
    this.#pending ??= { stream, cellId, parts: [], length: 0 };
    this.#pending.parts.push(text);
    this.#pending.length += text.length;
    if (this.#pending.length >= mostCharacters) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), pauseMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined) {
      this.#publish(pending.stream, pending.cellId, pending.parts.join(""));
    }
  }

  /** Sends all that a cell has printed; later output of it may still come. */
  finish(cellId: number): void {
    for (const stream of ["stdout", "stderr"] as const) {
      const rest = this.#decoders.get(`${stream} ${cellId}`)?.end() ?? "";
      this.#decoders.delete(`${stream} ${cellId}`);
      if (rest !== "") this.add(stream, cellId, Buffer.from(rest));
    }
    this.flush();
  }

  /** A character's bytes may be split between two pieces. */
  #decode(stream: StreamName, cellId: number, bytes: Uint8Array): string {
    const key = `${stream} ${cellId}`;
    let decoder = this.#decoders.get(key);
    if (decoder === undefined) {
      decoder = new StringDecoder("utf8");
      this.#decoders.set(key, decoder);
    }
    return decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
}
