import type { Output } from "./types.js";

export interface TslabFailure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
  /** The part of stderr that told of the failure. */
  readonly stderr: string;
}

interface Input {
  readonly code: string;
  readonly outputs: readonly Output[];
  readonly lastStderr: string;
}

const maxTextLength = 64 * 1024;
const interruptText = "the cell was interrupted";
const lostText = "the cell failed, but the kernel lost the error among too much output";
const diagnosticStart = /^(?:\S+ )?\d+:\d+ - /;
const cellPosition = /evalmachine\.<anonymous>:\d+:\d+/;
/** What tslab's transform puts before a cell's last expression. */
const lastExpression = /^\s*exports\.tsLastExpr = /;

/** The failure that stock tslab printed: the compiler's diagnostics, or the inspected thrown value. */
export function describeStderr({ code, outputs, lastStderr }: Input): TslabFailure {
  const [only] = outputs;
  // A cell that does not compile does not run: diagnostics are then all there is.
  if (
    outputs.length === 1 &&
    only?.output_type === "stream" &&
    only.name === "stderr" &&
    diagnosticStart.test(only.text) &&
    diagnosticStart.test(lastStderr)
  ) {
    return { ...describeDiagnostics(clip(only.text), code), stderr: only.text };
  }
  return { ...describeThrown(clip(lastStderr)), stderr: lastStderr };
}

type Described = Omit<TslabFailure, "stderr">;

function describeDiagnostics(stderr: string, code: string): Described {
  const diagnostics = stderr.trimEnd().split(/\n(?=(?:\S+ )?\d+:\d+ - )/);
  const [first = ""] = diagnostics;
  const more = diagnostics.length - 1;
  return {
    ename: "TypeScriptError",
    evalue: more > 0 ? `${first} (and ${more} more)` : first,
    traceback: diagnostics.flatMap((text) => [text, ...sourceExcerpt(text, code)]),
  };
}

/** The cell's line with a caret under the column. */
function sourceExcerpt(diagnostic: string, code: string): string[] {
  const position = /^(\d+):(\d+) - /.exec(diagnostic);
  const line = code.split("\n")[Number(position?.[1]) - 1];
  if (!position || line === undefined) return [];
  const indent = line.slice(0, Number(position[2]) - 1).replace(/[^\t]/g, " ");
  return [`    ${line}`, `    ${indent}^`];
}

function describeThrown(stderr: string): Described {
  const text = stderr.trimEnd();
  if (text === "") return { ename: "UnknownError", evalue: lostText, traceback: [lostText] };
  if (isInterrupt(text)) {
    return { ename: "Interrupted", evalue: interruptText, traceback: [interruptText] };
  }
  const own = ownFailure(text);
  if (own) return { ename: "KernelBroken", evalue: own, traceback: [own] };
  const { excerpt, rest } = splitExcerpt(text);
  const [head = ""] = rest.split(/\n\s+at /, 1);
  const named = /^\[?(?:Uncaught )?([A-Za-z_$][\w$.]*)(?: \[\w+\])?(?:: ([\s\S]*?))?\]?$/.exec(
    head,
  );
  const isError = named !== null && (head !== rest || /(?:Error|Exception)$/.test(named[1] ?? ""));
  if (!isError) return { ename: "ThrownValue", evalue: text, traceback: [text] };
  const [name = "", message = ""] = named.slice(1);
  return { ename: name, evalue: message, traceback: [...excerpt, ...ownLines(rest)] };
}

function isInterrupt(text: string): boolean {
  return (
    text.includes("ERR_SCRIPT_EXECUTION_INTERRUPTED") ||
    text.startsWith("Error: Interrupted asynchronously\n")
  );
}

/**
 * tslab's compiler watches files, and trips over itself when packages change beside the notebook;
 * from then on it fails before every cell. The learner's code has not run and is not to blame.
 */
function ownFailure(text: string): string | undefined {
  const failed = /^unexpected error: (.*)\n\s+at [\s\S]*[/\\]tslab[/\\]dist[/\\]/.exec(text);
  if (!failed) return undefined;
  return `tslab has failed by itself (${failed[1]}) and runs no cell any more: restart the kernel`;
}

/** Node puts `file:line`, the compiled source line and a caret before an error's own text. */
function splitExcerpt(text: string): { excerpt: string[]; rest: string } {
  const match = /^\S+:\d+\n([\s\S]*?)\n\n(?=\S)/.exec(text);
  if (!match) return { excerpt: [], rest: text };
  // The number is the compiled code's line, which would mislead.
  const rest = text.slice(match[0].length);
  const [source = "", ...carets] = match[1]?.split("\n") ?? [];
  const added = lastExpression.exec(source)?.[0].length ?? 0;
  return { excerpt: [source, ...carets].map((line) => line.slice(added)), rest };
}

/** The lines of an inspected error without the frames of tslab and Node. */
function ownLines(text: string): string[] {
  const lines = text.split("\n");
  const kept: string[] = [];
  lines.forEach((line, index) => {
    if (isFrame(line) && !isOwnFrame(line, lines[index + 1])) {
      // The last frame of a stack may open the braces of the error's properties.
      if (line.endsWith(" {")) kept.push(`${kept.pop() ?? ""} {`);
      return;
    }
    kept.push(line.replace(cellPosition, "<cell>"));
  });
  return kept;
}

function isFrame(line: string): boolean {
  return /^\s+(?:at |\.\.\. \d+ lines matching )/.test(line);
}

function isOwnFrame(line: string, next: string | undefined): boolean {
  if (!cellPosition.test(line)) return false;
  // The outermost frame of a cell is the function tslab wraps it in.
  return next === undefined || !/sigintHandlersWrap|lines matching/.test(next);
}

function clip(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text;
}
