/** A way to run code that nobody trusts. */
export interface Sandbox {
  readonly name: SandboxName;
  /** What a person should know about it, on one line; absent when all is well. */
  readonly warning?: string;
  /** A fresh place for one process; `dispose` takes it away again. */
  prepare(): Promise<Confinement>;
}

export type SandboxName = "bubblewrap" | "none";

/** The command line that runs the runner in one place of its own. */
export interface Confinement {
  readonly command: string;
  readonly arguments: readonly string[];
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  dispose(): Promise<void>;
}

export interface Limits {
  /** Private memory of all processes together; beyond it everything is killed. */
  readonly memoryBytes: number;
  /** Private memory that one process can ask for: an allocation fails before the kill. */
  readonly processMemoryBytes: number;
  /** V8's heap, in MiB. */
  readonly heapMegabytes: number;
  /** Processes and threads together. */
  readonly processes: number;
  readonly openFiles: number;
  /** All files written, which lie in memory. */
  readonly fileBytes: number;
  /** CPU seconds of one process. */
  readonly cpuSeconds: number;
  /** What the runner may write to the grader. */
  readonly outputBytes: number;
}

const MiB = 1024 * 1024;

/** A kernel with TensorFlow.js takes some 300 MiB and 30 threads. */
export const defaultLimits: Limits = {
  memoryBytes: 2048 * MiB,
  processMemoryBytes: 3072 * MiB,
  heapMegabytes: 1024,
  processes: 128,
  openFiles: 1024,
  fileBytes: 64 * MiB,
  cpuSeconds: 600,
  outputBytes: 64 * MiB,
};
