import type { Message } from "../protocol/wire.js";
import { displayIdOf, toDisplay, toError, toResult, toStream } from "./output-messages.js";
import type { Output } from "./types.js";

interface Entry {
  output: Output;
  displayId: string | undefined;
}

/**
 * Gathers what one cell shows, from iopub messages to nbformat outputs, as Jupyter's own clients
 * do: adjacent pieces of one stream join, `update_display_data` replaces by display id,
 * `clear_output` empties, at once or with the next output.
 */
export class CellOutputs {
  readonly #maxBytes: number;
  #entries: Entry[] = [];
  #bytes = 0;
  #truncated = false;
  #clearOnNext = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get outputs(): Output[] {
    return this.#entries.map((entry) => entry.output);
  }

  get truncated(): boolean {
    return this.#truncated;
  }

  /** Takes one iopub message; returns the output it adds or renews, if any. */
  accept(message: Message): Output | undefined {
    const { content } = message;
    switch (message.header.msg_type) {
      case "stream":
        return this.#add(toStream(content));
      case "display_data":
        return this.#add(toDisplay(content), displayIdOf(content));
      case "update_display_data":
        return this.#update(toDisplay(content), displayIdOf(content));
      case "execute_result":
        return this.#add(toResult(content), displayIdOf(content));
      case "error":
        return this.#add(toError(content));
      case "clear_output":
        if (content.wait === true) this.#clearOnNext = true;
        else this.#clear();
        return undefined;
      default:
        return undefined;
    }
  }

  /** Puts an output in the place of a stream's tail of that text, or at the end. */
  replaceTail(tail: string, replacement: Output): void {
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      const output = this.#entries[index]?.output;
      if (output?.output_type !== "stream" || output.name !== "stderr") continue;
      if (!output.text.endsWith(tail)) break;
      const rest = output.text.slice(0, output.text.length - tail.length);
      const kept: Entry[] = rest === "" ? [] : [entryOf({ ...output, text: rest })];
      this.#entries.splice(index, 1, ...kept, entryOf(replacement));
      return;
    }
    this.#entries.push(entryOf(replacement));
  }

  /** Notes that output is known to be missing. */
  markTruncated(): void {
    this.#truncated = true;
  }

  #add(output: Output | undefined, displayId?: string): Output | undefined {
    if (!output) return undefined;
    if (this.#clearOnNext) this.#clear();
    const kept = this.#withinLimit(output);
    if (!kept) return undefined;
    const last = this.#entries.at(-1);
    if (
      kept.output_type === "stream" &&
      last?.output.output_type === "stream" &&
      last.output.name === kept.name
    ) {
      last.output = { ...kept, text: last.output.text + kept.text };
    } else {
      this.#entries.push({ output: kept, displayId });
    }
    return kept;
  }

  #update(output: Output | undefined, displayId: string | undefined): Output | undefined {
    if (!output || displayId === undefined) return undefined;
    const shown = this.#entries.filter((entry) => entry.displayId === displayId);
    const kept = shown.length > 0 ? this.#withinLimit(output) : undefined;
    if (kept?.output_type !== "display_data") return undefined;
    for (const entry of shown) {
      entry.output = { ...entry.output, data: kept.data, metadata: kept.metadata } as Output;
    }
    return kept;
  }

  #clear(): void {
    this.#entries = [];
    this.#bytes = 0;
    this.#clearOnNext = false;
  }

  #withinLimit(output: Output): Output | undefined {
    const room = this.#maxBytes - this.#bytes;
    const size = sizeOf(output);
    if (size <= room) {
      this.#bytes += size;
      return output;
    }
    this.#truncated = true;
    if (output.output_type !== "stream" || room <= 0) return undefined;
    this.#bytes = this.#maxBytes;
    // A character cut in half decodes to U+FFFD.
    const text = Buffer.from(output.text)
      .subarray(0, room)
      .toString("utf8")
      .replace(/\uFFFD+$/, "");
    return { ...output, text };
  }
}

function entryOf(output: Output): Entry {
  return { output, displayId: undefined };
}

function sizeOf(output: Output): number {
  return Buffer.byteLength(output.output_type === "stream" ? output.text : JSON.stringify(output));
}
