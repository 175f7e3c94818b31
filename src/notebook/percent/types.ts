/** One cell of a lesson source; its text without comment marks. */
export interface PercentCell {
  readonly type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly exercise?: string;
  readonly role?: "answer" | "check";
  readonly source: string;
}

/** A cell as it was read: where its header stands, counted from 1. */
export interface LocatedCell extends PercentCell {
  readonly line: number;
}

/** What is wrong with a lesson source; `message` names the line and says what to do. */
export interface PercentProblem {
  readonly code:
    | "badHeader"
    | "unknownKey"
    | "badValue"
    | "missingId"
    | "duplicateId"
    | "textBeforeCells"
    | "textInMarkdown"
    | "noCells"
    | "roleWithoutExercise"
    | "badRole"
    | "solutionNotEnded"
    | "solutionNotBegun"
    | "solutionOutsideAnswer"
    | "answerWithoutSolution"
    | "undeclaredExercise"
    | "missingExercise"
    | "checkAboveAnswer"
    | "badPoints";
  /** Absent when the problem is of the file, not of a line. */
  readonly line?: number;
  readonly message: string;
}

/** A lesson source in parts. */
export interface PercentSource {
  /** Lines of jupytext's YAML header between its two `---`, uncommented; absent without one. */
  readonly header?: readonly string[];
  readonly cells: readonly PercentCell[];
}
