/** What can go wrong before a cell runs. */
export type KernelFailure =
  | {
      readonly code: "spec-not-found";
      readonly name: string;
      readonly known: readonly string[];
      readonly searched: readonly string[];
    }
  | { readonly code: "spec-invalid"; readonly file: string; readonly problem: string }
  | { readonly code: "zeromq-missing" }
  | { readonly code: "transport-unsupported"; readonly transport: string; readonly reason: string }
  | { readonly code: "spawn-failed"; readonly command: string }
  | {
      readonly code: "died";
      readonly exitCode: number | null;
      readonly signal: string | null;
      /** The last the process wrote to stderr. */
      readonly stderr: string;
    }
  | {
      readonly code: "silent";
      readonly afterMs: number;
      /** Messages refused, because their signature or form was wrong. */
      readonly refused: number;
      readonly stderr: string;
    }
  | { readonly code: "disposed" };

/**
 * A kernel that could not be found or started; `failure` has the facts.
 *
 * @example
 * try {
 *   await startKernel(spec, { cwd });
 * } catch (error) {
 *   if (error instanceof KernelError && error.failure.code === "died") log(error.failure.stderr);
 * }
 */
export class KernelError extends Error {
  override readonly name = "KernelError";
  readonly failure: KernelFailure;

  constructor(failure: KernelFailure, options?: ErrorOptions) {
    super(describe(failure), options);
    this.failure = failure;
  }
}

function describe(failure: KernelFailure): string {
  switch (failure.code) {
    case "spec-not-found":
      return `Cannot find the kernel "${failure.name}": ${
        failure.known.length > 0
          ? `known kernels are ${failure.known.join(", ")}`
          : "no kernel is installed"
      }. Searched: ${failure.searched.join(", ")}`;
    case "spec-invalid":
      return `Cannot read the kernelspec ${failure.file}: ${failure.problem}`;
    case "zeromq-missing":
      return 'Cannot talk to a kernel: the package "zeromq" does not load. Install it with "npm install zeromq"';
    case "transport-unsupported":
      return `Cannot use the transport "${failure.transport}": ${failure.reason}`;
    case "spawn-failed":
      return `Cannot start the kernel: the command "${failure.command}" does not run`;
    case "died":
      return `Cannot start the kernel: its process ended with ${
        failure.signal ?? `code ${failure.exitCode ?? "unknown"}`
      }${tail(failure.stderr)}`;
    case "silent":
      return `Cannot start the kernel: no answer within ${failure.afterMs} ms${
        failure.refused > 0 ? ` (${failure.refused} messages refused as forged or malformed)` : ""
      }${tail(failure.stderr)}`;
    case "disposed":
      return "Cannot use the kernel: it has been disposed";
  }
}

function tail(stderr: string): string {
  const text = stderr.trim();
  return text === "" ? "" : `. It wrote:\n${text}`;
}
