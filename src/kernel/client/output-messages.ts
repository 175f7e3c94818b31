import type { JsonObject } from "../protocol/wire.js";
import type { MimeBundle, Output } from "./types.js";

// A kernel runs somebody's code and may send anything: what has not the protocol's form is no output.

export function toStream(content: JsonObject): Output | undefined {
  const { name, text } = content;
  if ((name !== "stdout" && name !== "stderr") || typeof text !== "string") return undefined;
  return { output_type: "stream", name, text };
}

export function toDisplay(content: JsonObject): Output | undefined {
  const { data, metadata } = content;
  if (!isBundle(data)) return undefined;
  return { output_type: "display_data", data, metadata: isBundle(metadata) ? metadata : {} };
}

export function toResult(content: JsonObject): Output | undefined {
  const { data, metadata, execution_count: count } = content;
  if (!isBundle(data)) return undefined;
  return {
    output_type: "execute_result",
    execution_count: typeof count === "number" ? count : null,
    data,
    metadata: isBundle(metadata) ? metadata : {},
  };
}

export function toError(content: JsonObject): Output {
  return { output_type: "error", ...failureOf(content) };
}

/** Name, text and traceback of an error, from a reply or an iopub message; empty where absent. */
export function failureOf(content: JsonObject): {
  ename: string;
  evalue: string;
  traceback: string[];
} {
  const { ename, evalue, traceback } = content;
  return {
    ename: typeof ename === "string" ? ename : "",
    evalue: typeof evalue === "string" ? evalue : "",
    traceback: Array.isArray(traceback) ? traceback.filter((line) => typeof line === "string") : [],
  };
}

export function displayIdOf(content: JsonObject): string | undefined {
  const { transient } = content;
  const id = isBundle(transient) ? transient.display_id : undefined;
  return typeof id === "string" ? id : undefined;
}

function isBundle(value: unknown): value is MimeBundle {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
