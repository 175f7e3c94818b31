import { readFileSync } from "node:fs";
import { positionsIn } from "../positions.js";
import type { Checker } from "./checker.js";
import type { ApiDiagnostic } from "./diagnostics.js";

const widest = 200;

/** What TypeScript does not understand in the project's tsconfig.json and those that it extends. */
export async function projectProblems(
  checker: Checker,
  project: string | undefined,
): Promise<readonly string[]> {
  if (project === undefined) return [];
  const found = await checker.about("", "mentioned", ({ ask }) =>
    ask<readonly ApiDiagnostic[] | null>("getConfigFileParsingDiagnostics", {}),
  );
  return (found ?? []).map((problem) => {
    // Lists of all that is allowed are long.
    const text = problem.text.length > widest ? `${problem.text.slice(0, widest)}…` : problem.text;
    return `${placeOf(problem, project)}: ${text} (TS${problem.code})`;
  });
}

function placeOf({ fileName, pos }: ApiDiagnostic, project: string): string {
  if (fileName === undefined || pos < 0) return project;
  try {
    const { line, column } = positionsIn(readFileSync(fileName, "utf8"))(pos);
    return `${fileName}, line ${line}, column ${column}`;
  } catch {
    return fileName;
  }
}
