// Reads golden cases from JSON, `{cases: […]}`, or from JSON lines, one case a line.
import { readFileSync } from "node:fs";

/** The cases of a file; throws an Error that names the file when it holds none. */
export function readCases(file) {
  const cases = parse(file);
  if (Array.isArray(cases) && cases.length > 0) return cases;
  throw new Error(`Cannot read golden cases: ${file} has none under "cases"`);
}

function parse(file) {
  try {
    const text = readFileSync(file, "utf8");
    if (!file.endsWith(".jsonl")) return JSON.parse(text).cases;
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  } catch (cause) {
    throw new Error(`Cannot read golden cases: ${file}: ${cause.message}`, { cause });
  }
}
