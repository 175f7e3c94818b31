/** The contents of kernel.json, by which Jupyter starts a kernel. */
export interface KernelJson {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly kernel_protocol_version: string;
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: { readonly debugger: boolean };
}

export interface KernelJsonInput {
  /** The Node that runs the kernel, whatever is on the PATH of the Jupyter server. */
  readonly node: string;
  /** The kernel's own main module. */
  readonly main: string;
  readonly displayName: string;
}

/** What Node is given before the kernel: without it Node aborts when a timer's callback is interrupted. */
export const nodeFlags: readonly string[] = ["--no-force-async-hooks-checks"];

/**
 * The kernelspec of this package's kernel.
 *
 * Source: https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs
 */
export function kernelJson({ node, main, displayName }: KernelJsonInput): KernelJson {
  return {
    argv: [node, ...nodeFlags, main, "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.4",
    env: {},
    metadata: { debugger: false },
  };
}

/** The kernel's main module in a command line of this package's kernel, of whatever copy. */
export function mainOf(argv: readonly string[]): string | undefined {
  return argv.find((argument) => /[\\/]dist[\\/]kernel[\\/]main\.js$/.test(argument));
}

/** Whether a command line starts this package's kernel, of whatever copy. */
export function isOurs(argv: readonly string[]): boolean {
  return mainOf(argv) !== undefined;
}
