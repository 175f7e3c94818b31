/** A Jupyter notebook in nbformat 4.5, with multi-line strings joined. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly Cell[];
}

export interface NotebookMetadata {
  readonly kernelspec?: KernelSpecMetadata;
  readonly language_info?: { readonly name: string; readonly [key: string]: unknown };
  /** Which lesson the notebook was built from; absent in notebooks that we did not build. */
  readonly softgrad?: { readonly lesson: string; readonly notice?: string };
  readonly [key: string]: unknown;
}

export interface KernelSpecMetadata {
  readonly name: string;
  readonly display_name: string;
  readonly language?: string;
  readonly [key: string]: unknown;
}

export type Cell = CodeCell | MarkdownCell | RawCell;

interface CellFields {
  /** 1 to 64 letters, digits, `-` and `_`; unique in its notebook. */
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
}

export interface CodeCell extends CellFields {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly NotebookOutput[];
}

export interface MarkdownCell extends CellFields {
  readonly cell_type: "markdown";
  readonly attachments?: { readonly [name: string]: OutputData };
}

export interface RawCell extends CellFields {
  readonly cell_type: "raw";
  readonly attachments?: { readonly [name: string]: OutputData };
}

export interface CellMetadata {
  readonly nbgrader?: NbgraderMetadata;
  readonly [key: string]: unknown;
}

/** nbgrader's cell metadata, schema version 3; it allows no other property. */
export interface NbgraderMetadata {
  readonly schema_version: 3;
  readonly grade: boolean;
  readonly locked: boolean;
  readonly solution: boolean;
  readonly task: boolean;
  readonly grade_id: string;
  /** Of graded cells alone. */
  readonly points?: number;
  readonly checksum?: string;
  readonly cell_type?: "code" | "markdown" | "raw";
}

/** Representations of one value by MIME type; JSON types hold objects, the others text. */
export interface OutputData {
  readonly [mimeType: string]: unknown;
}

export type NotebookOutput =
  | {
      readonly output_type: "stream";
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | {
      readonly output_type: "display_data";
      readonly data: OutputData;
      readonly metadata: { readonly [key: string]: unknown };
    }
  | {
      readonly output_type: "execute_result";
      readonly execution_count: number | null;
      readonly data: OutputData;
      readonly metadata: { readonly [key: string]: unknown };
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };
