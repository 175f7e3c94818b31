/** One output of a cell, in nbformat 4.5's own words. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: Record<string, unknown> }
  | {
      output_type: "execute_result";
      execution_count: number | null;
      data: MimeBundle;
      metadata: Record<string, unknown>;
    }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** Representations of one value by MIME type; JSON types hold objects, the others text. */
export type MimeBundle = Record<string, unknown>;

/** A kernel that Jupyter knows, with its command line still to be filled in. */
export interface KernelSpec {
  readonly name: string;
  readonly displayName: string;
  readonly language: string;
  /** `{connection_file}` and `{resource_dir}` are placeholders, as in kernel.json. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly interruptMode: "signal" | "message";
  /** The folder of kernel.json. */
  readonly resourceDirectory: string;
}

/** How the execution of one cell ended. Every ending is data; `execute` rejects for no cell. */
export type ExecuteEnd =
  | { readonly status: "ok"; readonly executionCount: number | null }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
      readonly executionCount: number | null;
    }
  /** The kernel skipped the cell, because an earlier one failed. */
  | { readonly status: "aborted" }
  /** `alive`: the interrupt stopped the cell and the kernel answers again, with its state. */
  | { readonly status: "timeout"; readonly afterMs: number; readonly alive: boolean }
  | { readonly status: "dead"; readonly exitCode: number | null; readonly signal: string | null };

export interface ExecuteResult {
  readonly end: ExecuteEnd;
  readonly outputs: readonly Output[];
  readonly durationMs: number;
  /** Output is missing: beyond the limit, or lost by the kernel itself. */
  readonly truncated: boolean;
  /** Why the kernel ran the cell without checking it, for the kernels that tell. */
  readonly unchecked?: string;
}

/** What a cell asks of its user. */
export interface InputQuestion {
  readonly prompt: string;
  /** Whether the answer must not be shown while it is typed. */
  readonly password: boolean;
}

export interface ExecuteOptions {
  /** Wall-clock limit in milliseconds; none when absent. */
  readonly timeoutMs?: number;
  /** Called with each output as it arrives; streams come in the pieces the kernel sent. */
  readonly onOutput?: (output: Output) => void;
  /** Called with what the cell prints after its end, such as a timer's output. */
  readonly onLateOutput?: (output: Output) => void;
  /**
   * Answers a question of the cell, such as `prompt()`, or `input()` of Python; without
   * it a kernel refuses to ask. When it fails the cell is interrupted, and `execute` rejects with its
   * error.
   */
  readonly onInput?: (question: InputQuestion) => string | Promise<string>;
  /** Bytes of output kept for the cell; 16 MiB when absent. */
  readonly maxOutputBytes?: number;
}

export interface KernelInfo {
  readonly implementation: string;
  readonly implementationVersion: string;
  readonly protocolVersion: string;
  readonly language: string;
}

/** A running kernel. */
export interface KernelConnection {
  readonly spec: KernelSpec;
  readonly info: KernelInfo;
  /** Process id of the command that was started; undefined once it has ended. */
  readonly pid: number | undefined;
  /** Runs one cell; cells given at the same time run one after the other. */
  execute(code: string, options?: ExecuteOptions): Promise<ExecuteResult>;
  /** Stops the running cell and keeps the kernel's state, where the kernel can. */
  interrupt(): Promise<void>;
  /** Starts a fresh process; the running cell ends "dead", waiting ones "aborted". */
  restart(): Promise<void>;
  /** Stops the process and removes its connection file; may be called twice. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface StartKernelOptions {
  /** Working directory of the kernel: the notebook's folder. */
  readonly cwd: string;
  /** Set beside the environment of this process; `undefined` takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds to wait for the first kernel_info_reply; 60,000 when absent. */
  readonly startTimeoutMs?: number;
  /** Milliseconds for an interrupted cell to end before the kernel is killed; 5,000 when absent. */
  readonly interruptTimeoutMs?: number;
  /** Milliseconds for the process to end by itself in `dispose`; 2,000 when absent. */
  readonly shutdownTimeoutMs?: number;
  /** "ipc" uses socket files beside the connection file: no ports, not on Windows. */
  readonly transport?: "tcp" | "ipc";
  /** Parent of the private folder that holds the connection file; the system's when absent. */
  readonly temporaryDirectory?: string;
  /**
   * Replaces SIGINT to the process group: for a kernel started through a wrapper, such as a
   * sandbox, that would die of the signal itself. `interruptInside` does for bubblewrap.
   */
  readonly interruptProcess?: (pid: number) => void | Promise<void>;
}
