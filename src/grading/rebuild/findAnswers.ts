import type { Exercise } from "../../checks/exercise.js";
import type { CodeCell, Notebook } from "../../notebook/index.js";
import type { Assignment, MasterCell } from "../assignment/assignment.js";
import { boundNames } from "./names.js";

/** A learner's text for one exercise, and nothing else of the notebook. */
export type Answer =
  | { readonly status: "given"; readonly exercise: Exercise; readonly source: string }
  /** The cell is as it was released. */
  | { readonly status: "untouched"; readonly exercise: Exercise; readonly source: string }
  | { readonly status: "missing"; readonly exercise: Exercise };

export interface Answers {
  readonly answers: readonly Answer[];
  /** What the learner and the instructor should know. */
  readonly notes: readonly string[];
  /** Code cells that are none of the master's: their text never runs. */
  readonly added: readonly string[];
}

/** Finds the answers in a notebook whose cells may be moved, copied, deleted or renamed. */
export function findAnswers(assignment: Assignment, notebook: Notebook): Answers {
  const notes: string[] = [];
  const codeCells = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  const taken = new Set<CodeCell>();

  const claim = (master: MasterCell): CodeCell | undefined => {
    const free = codeCells.filter((cell) => !taken.has(cell));
    const sameId = free.filter((cell) => cell.id === master.id);
    // Some editors give every cell a new id and keep the metadata.
    const sameGradeId = free.filter((cell) => cell.metadata.nbgrader?.grade_id === master.id);
    // Where the metadata is gone too, a cell that nobody changed is known by its text.
    const found =
      sameId[0] ?? sameGradeId[0] ?? free.find((cell) => sameText(cell.source, master.source));
    for (const cell of [...sameId, ...sameGradeId]) taken.add(cell);
    if (found !== undefined) taken.add(found);
    const copies = new Set([...sameId, ...sameGradeId]).size - 1;
    if (copies > 0 && master.kind === "answer") {
      notes.push(`The answer cell of "${master.id}" was copied: the first one counts.`);
    }
    return found;
  };

  const claimed = new Map(assignment.cells.map((master) => [master.id, claim(master)]));
  const answers = assignment.cells.flatMap((master): Answer[] => {
    const { exercise } = master;
    if (master.kind !== "answer" || exercise === undefined) return [];
    let cell = claimed.get(master.id);
    if (cell === undefined) {
      cell = codeCells.find(
        (other) => !taken.has(other) && boundNames(other.source).includes(exercise.answer.name),
      );
      if (cell !== undefined) {
        taken.add(cell);
        notes.push(
          `The answer cell of "${exercise.id}" has lost its id: found by the name ${exercise.answer.name}.`,
        );
      }
    }
    if (cell === undefined) return [{ status: "missing", exercise }];
    const status = sameText(cell.source, master.source) ? "untouched" : "given";
    return [{ status, exercise, source: cell.source }];
  });

  for (const master of assignment.cells) {
    const cell = claimed.get(master.id);
    if (cell === undefined || master.kind === "answer" || sameText(cell.source, master.source)) {
      continue;
    }
    notes.push(
      master.kind === "check"
        ? `The cell "${master.id}" was edited: the check of the master counts.`
        : `The cell "${master.id}" was edited: the master's text counts.`,
    );
  }
  const added = codeCells.filter((cell) => !taken.has(cell) && cell.source.trim() !== "");
  return { answers, notes, added: added.map(({ source }) => source) };
}

/** Blanks at the ends of lines and around a cell come and go with editors. */
function sameText(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(source: string): string {
  return source
    .replace(/\r\n?/gu, "\n")
    .replace(/[ \t]+$/gmu, "")
    .trim();
}
