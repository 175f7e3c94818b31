/** A cell of the notebook that was executed: its position, from 0 over all cells, and its id. */
export interface CellPosition {
  readonly index: number;
  readonly id: string;
}

/** How the execution of a notebook ended. Every ending is data. */
export type ExecutionResult =
  | { readonly status: "ok"; readonly cells: number }
  | {
      readonly status: "cellError";
      readonly cell: CellPosition;
      /** The error's class, such as "TypeError"; "Error" when the kernel does not say. */
      readonly name: string;
      readonly message: string;
    }
  | { readonly status: "timeout"; readonly cell: CellPosition; readonly afterSeconds: number }
  /** `cell` is absent when the kernel died before the first one. */
  | { readonly status: "deadKernel"; readonly cell?: CellPosition }
  | { readonly status: "missingKernel"; readonly kernel: string }
  | { readonly status: "missingJupyter"; readonly path: string; readonly cause: unknown }
  | { readonly status: "cancelled" }
  /** nbconvert failed for a reason of its own; `message` is its last line, `cause` has the rest. */
  | { readonly status: "failed"; readonly message: string; readonly cause: unknown };

/** Where the Jupyter that executes lies, and what it is to see. */
export interface Jupyter {
  /** The interpreter of the virtual environment that holds nbconvert. */
  readonly python: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ExecuteNotebookOptions {
  readonly jupyter: Jupyter;
  /** The notebook to execute; it is not changed. */
  readonly notebook: string;
  /** Where the executed notebook goes, and after a failure what there is of it. */
  readonly output: string;
  /** The kernel's working folder, from which imports resolve. */
  readonly cwd: string;
  /** The kernel to use instead of the one that the notebook names. */
  readonly kernel?: string;
  /** Seconds for each cell. */
  readonly timeoutSeconds: number;
  /** Called as each code cell starts. */
  readonly onCell?: (cell: CellPosition) => void;
  readonly signal?: AbortSignal;
}
