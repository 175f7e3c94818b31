/** A place in a cell, counted from 1 as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One error or remark of the compiler about a cell. */
export interface Diagnostic {
  /** 2322, as in TS2322; 0 for a syntax error that has none. */
  readonly code: number;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** "did you mean", "declared here": further lines that belong to it. */
  readonly related: readonly string[];
}

/** A cell as JavaScript that the runtime evaluates. */
export interface TransformedCell {
  readonly status: "ok";
  /** Script code whose completion is a `CellCompletion` or a promise of one: runtimeContract.ts. */
  readonly code: string;
  /** Whether the completion is a promise: the cell awaits or imports something. */
  readonly isAsync: boolean;
  /** Names the cell assigns at its top level; the runtime declares the new ones beforehand. */
  readonly declared: readonly string[];
  /** Whether the last statement is an expression whose value is the cell's result. */
  readonly hasResult: boolean;
  readonly sourceMap: string;
}

export interface SyntaxFailure {
  readonly status: "syntaxError";
  readonly diagnostics: readonly Diagnostic[];
}

export interface Completion {
  readonly matches: readonly string[];
  /** Offsets into the code, in UTF-16 units; the protocol part converts to code points. */
  readonly start: number;
  readonly end: number;
  readonly types: readonly {
    readonly text: string;
    readonly type: string;
    /** How it can be called, or its type. */
    readonly signature?: string;
  }[];
}

export interface Inspection {
  /** As TypeScript puts it: `const x: number`. */
  readonly signature: string;
  /** The comment on it, as text and as Markdown. */
  readonly documentation: string;
  readonly markdown: string;
  /** The variable of an earlier cell that it is, whose value may be shown. */
  readonly variable?: string;
}

export type Completeness =
  | { readonly status: "complete" | "invalid" | "unknown" }
  | { readonly status: "incomplete"; readonly indent: string };

export interface LanguageOptions {
  /** The notebook's folder: imports resolve from here, and the nearest tsconfig.json is respected. */
  readonly cwd: string;
}

/** What the kernel knows of TypeScript; one per kernel, alive as long as it. */
export interface Language {
  /** Pure and quick; needs no checker. */
  transform(code: string, cellId: number): TransformedCell | SyntaxFailure;
  /** Strict check against all accepted cells, before the cell runs. */
  check(code: string): Promise<readonly Diagnostic[]>;
  /**
   * The cell ran (or began to): later cells are checked against it.
   * @param label what later messages call it, as in "cell [3]"
   */
  accept(code: string, label?: string): void;
  /** The accepted cell ran to its end: later cells know what it found out about variables. */
  finished(): void;
  /** What is wrong with the project's own settings, each with its place. */
  projectProblems(): Promise<readonly string[]>;
  complete(code: string, cursor: number): Promise<Completion>;
  inspect(code: string, cursor: number): Promise<Inspection | null>;
  isComplete(code: string): Completeness;
  /** Forgets every cell. */
  reset(): void;
  dispose(): Promise<void>;
}
