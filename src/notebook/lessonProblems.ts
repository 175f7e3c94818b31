import type { LocatedCell, PercentProblem } from "./percent/types.js";
import { solutionBlocks } from "./solution.js";

/** What is wrong between a lesson's cells and the exercises it declares. */
export function lessonProblems(
  cells: readonly LocatedCell[],
  points: { readonly [exercise: string]: number },
): PercentProblem[] {
  return [
    ...cells.flatMap((cell) => cellProblems(cell, points)),
    ...cells.flatMap((cell) => orderProblems(cell, cells)),
    ...missing(cells, points),
  ];
}

function cellProblems(
  cell: LocatedCell,
  points: { readonly [exercise: string]: number },
): PercentProblem[] {
  const problems: PercentProblem[] = [];
  const report = (code: PercentProblem["code"], line: number, message: string): void => {
    problems.push({ code, line, message: `Line ${line}: ${message}` });
  };
  const { exercise, role, line } = cell;
  if (exercise !== undefined && !Object.hasOwn(points, exercise)) {
    const declared = Object.keys(points).join(", ") || "none";
    const message = `exercise "${exercise}" is not declared. Declare it in the lesson's exercises (declared: ${declared}).`;
    report("undeclaredExercise", line, message);
  }
  const found = solutionBlocks(cell.source);
  if (found.status === "failed") {
    const at = line + 1 + found.line;
    if (found.code === "solutionNotEnded") {
      report(found.code, at, '"// BEGIN SOLUTION" has no end. Add "// END SOLUTION" below it.');
    } else report(found.code, at, '"// END SOLUTION" has no "// BEGIN SOLUTION" above it. Add it.');
  } else if (role === "answer" && found.blocks.length === 0) {
    const message = `the answer cell of "${exercise}" marks no solution, so the release would hold it. Put "// BEGIN SOLUTION" and "// END SOLUTION" around it.`;
    report("answerWithoutSolution", line, message);
  } else if (role !== "answer" && found.blocks.length > 0) {
    const message = 'a solution is marked outside an answer cell. Add exercise="…" role="answer".';
    report("solutionOutsideAnswer", line, message);
  }
  return problems;
}

function orderProblems(check: LocatedCell, cells: readonly LocatedCell[]): PercentProblem[] {
  const { exercise, line, role } = check;
  const answer = cells.find((cell) => cell.exercise === exercise && cell.role === "answer");
  if (role !== "check" || answer === undefined || answer.line < line) return [];
  const message = `Line ${line}: the check of "${exercise}" stands above its answer. Move it below line ${answer.line}.`;
  return [{ code: "checkAboveAnswer", line, message }];
}

function missing(
  cells: readonly LocatedCell[],
  points: { readonly [exercise: string]: number },
): PercentProblem[] {
  return Object.entries(points).flatMap(([exercise, value]): PercentProblem[] => {
    const problems: PercentProblem[] = [];
    for (const role of ["answer", "check"] as const) {
      const there = cells.some((cell) => cell.exercise === exercise && cell.role === role);
      if (there) continue;
      const message = `Exercise "${exercise}" is declared, but no cell is its ${role}. Add a cell with exercise="${exercise}" role="${role}", or remove the declaration.`;
      problems.push({ code: "missingExercise", message });
    }
    if (!(Number.isFinite(value) && value > 0)) {
      const message = `Exercise "${exercise}" is worth ${value} points. Declare a number above 0.`;
      problems.push({ code: "badPoints", message });
    }
    return problems;
  });
}
