import type { CellEnd } from "./job.js";

/**
 * Did the compiler refuse the cell, so that nothing of it ran? Our kernel names such an error by its
 * code, as TS2322, and errors of syntax without a stack; the client names those of stock tslab
 * TypeScriptError.
 */
export function doesNotCompile(end: Extract<CellEnd, { status: "error" }>): boolean {
  const { ename, traceback } = end;
  if (ename === "TypeScriptError" || /^TS\d+$/u.test(ename)) return true;
  return ename === "SyntaxError" && !traceback.some((line) => line.startsWith("    at "));
}

/** Does the compiler's first finding stand in the cell's first line? */
export function failsInFirstLine(end: Extract<CellEnd, { status: "error" }>): boolean {
  if (!doesNotCompile(end)) return false;
  if (end.ename === "TypeScriptError") return /^1:\d+ - /u.test(end.evalue);
  const [place] = end.traceback.filter((line) => /^cell \[\d+\], line \d+:$/u.test(line));
  return place?.endsWith("line 1:") ?? false;
}
