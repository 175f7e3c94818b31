import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../language/types.js";
import type { Frame, ThrownError } from "../runtime/messages.js";
import type { CellSources } from "./cellSources.js";
import { excerpt } from "./excerpt.js";
import { originalInFile } from "./fileSources.js";

/** An error as the protocol has it, in replies and outputs. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** What a cell threw: the message, the learner's own frames, and the line of the cell. */
export function renderError(error: ThrownError, sources: CellSources): ErrorContent {
  const traceback = [...stackOf(error, sources)];
  for (const frame of error.frames) {
    const cell = sources.find(frame.url);
    const place = cell?.original(frame);
    if (cell === undefined || place === undefined) continue;
    traceback.push("", `${cell.label}, line ${place.line}:`, ...excerpt(cell.code, place));
    break;
  }
  return { ename: error.ename, evalue: error.evalue, traceback };
}

/** What the compiler has against a cell, which then does not run. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  code: string,
  label: string,
): ErrorContent {
  const [first] = diagnostics;
  const traceback = diagnostics.flatMap((diagnostic, index) => [
    ...(index === 0 ? [] : [""]),
    `${nameOf(diagnostic)}: ${diagnostic.message}`,
    "",
    `${label}, line ${diagnostic.start.line}:`,
    ...excerpt(code, diagnostic.start, diagnostic.end),
    ...diagnostic.related.map((line) => `  ${line}`),
  ]);
  return {
    ename: first === undefined ? "TypeScriptError" : nameOf(first),
    evalue: first?.message ?? "",
    traceback,
  };
}

function nameOf({ code }: Diagnostic): string {
  return code === 0 ? "SyntaxError" : `TS${code}`;
}

function* stackOf(error: ThrownError, sources: CellSources, indent = ""): Generator<string> {
  for (const line of error.heading.split("\n")) yield indent + line;
  for (const frame of error.frames) {
    const text = frameText(frame, sources);
    if (text !== undefined) yield `${indent}    at ${text}`;
  }
  for (const { label, error: related } of error.related) {
    const [first = "", ...rest] = stackOf(related, sources, `${indent}  `);
    yield `${indent}  ${label}: ${first.trimStart()}`;
    yield* rest;
  }
}

/** Undefined for the frame of the function that a cell is run in. */
function frameText(frame: Frame, sources: CellSources): string | undefined {
  const cell = sources.find(frame.url);
  const position = cell === undefined ? originalInFile(frame.url, frame) : cell.original(frame);
  if (position === undefined) return undefined;
  const { line, column } = position;
  const place = cell === undefined ? pathOf(frame.url) : cell.label;
  const where = `${place}, line ${line}, column ${column}`;
  return isNamed(frame.name) ? `${frame.name} (${where})` : where;
}

/** The function that a cell is run in is ours, and has no name. */
function isNamed(name: string): boolean {
  return name !== "" && name !== "<anonymous>" && name !== "async";
}

function pathOf(url: string): string {
  const plain = url.replace(/[?#].*$/, "");
  try {
    return plain.startsWith("file:") ? fileURLToPath(plain) : plain;
  } catch {
    return plain;
  }
}
