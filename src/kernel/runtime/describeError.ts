import { inspect } from "node:util";
import { cellOfUrl } from "../language/runtimeContract.js";
import type { ThrownAt } from "./evaluator.js";
import { importSiteOf } from "./importSites.js";
import type { Frame, ThrownError } from "./messages.js";

const deepest = 5;
const kernelFolder = new URL("..", import.meta.url).href;

/** An error, or whatever was thrown in its place, as data. Runs the error's own getters. */
export function describeError(error: unknown, place?: ThrownAt, depth = 0): ThrownError {
  if (!isErrorLike(error)) return describeOther(error, place);
  const ename = textOf(() => error.name) || "Error";
  const evalue = textOf(() => error.message);
  const stack = textOf(() => error.stack);
  const { heading, frames: thrown } = splitStack(stack);
  const frames = [...thrown, ...importFrames(error, thrown)];
  // A script that does not parse has no frame of its own.
  const own =
    frames.length === 0 && place !== undefined
      ? [{ name: "", url: place.url, line: place.line + 1, column: place.column + 1 }]
      : frames;
  const summary = evalue === "" ? ename : `${ename}: ${evalue}`;
  return {
    ename,
    evalue,
    // A subclass may name itself after its stack was written.
    heading: heading === "" || !heading.includes(evalue) ? summary : renamed(heading, ename),
    frames: own,
    related: depth < deepest ? relatedOf(error, depth) : [],
  };
}

/** The cell's own line, for a module that failed to load. */
function importFrames(error: object, thrown: readonly Frame[]): readonly Frame[] {
  if (thrown.some(({ url }) => cellOfUrl(url) !== undefined)) return [];
  return splitStack(importSiteOf(error) ?? "").frames;
}

/** What an interrupt leaves behind. */
export const interrupted: ThrownError = {
  ename: "KeyboardInterrupt",
  evalue: "The cell was interrupted",
  heading: "KeyboardInterrupt: The cell was interrupted",
  frames: [],
  related: [],
};

function describeOther(value: unknown, place: ThrownAt | undefined): ThrownError {
  const evalue = textOf(() => inspect(value));
  return {
    ename: "Uncaught",
    evalue,
    heading: `Uncaught ${evalue}`,
    frames:
      place === undefined
        ? []
        : [{ name: "", url: place.url, line: place.line + 1, column: place.column + 1 }],
    related: [],
  };
}

function relatedOf(error: ErrorLike, depth: number): ThrownError["related"] {
  const related: { label: string; error: ThrownError }[] = [];
  try {
    if (error.cause !== undefined) {
      related.push({ label: "[cause]", error: describeError(error.cause, undefined, depth + 1) });
    }
    if (Array.isArray(error.errors)) {
      for (const each of error.errors.slice(0, 10)) {
        related.push({ label: "[error]", error: describeError(each, undefined, depth + 1) });
      }
    }
  } catch {
    // A getter that throws has nothing to say.
  }
  return related;
}

interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Also errors of other realms, such as a vm context's. */
function isErrorLike(value: unknown): value is ErrorLike {
  if (value instanceof Error) return true;
  return Object.prototype.toString.call(value) === "[object Error]";
}

function textOf(read: () => unknown): string {
  try {
    const value = read();
    return value === undefined ? "" : String(value);
  } catch {
    return "";
  }
}

function renamed(heading: string, ename: string): string {
  const [before = ""] = heading.split(/[:\n[]/, 1);
  return before === "Error" && ename !== "Error" ? ename + heading.slice(before.length) : heading;
}

function splitStack(stack: string): { heading: string; frames: readonly Frame[] } {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => parseFrame(line) !== undefined);
  const heading = (first < 0 ? lines : lines.slice(0, first)).join("\n").trimEnd();
  const frames = first < 0 ? [] : lines.slice(first).flatMap((line) => parseFrame(line) ?? []);
  return { heading, frames: frames.filter(isLearners) };
}

function parseFrame(line: string): Frame | undefined {
  const match = /^\s+at (?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/.exec(line);
  if (match === null) return undefined;
  const [, name = "", url = "", row = "1", column = "1"] = match;
  return { name, url: url.replace(/^async /, ""), line: Number(row), column: Number(column) };
}

function isLearners({ url }: Frame): boolean {
  return (
    !url.startsWith("node:") &&
    !url.startsWith(kernelFolder) &&
    !url.includes("/node_modules/") &&
    !url.startsWith("<anonymous>")
  );
}
