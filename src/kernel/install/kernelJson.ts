/** The contents of kernel.json, by which Jupyter starts a kernel. */
export interface KernelJson {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
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

/**
 * The kernelspec of this package's kernel.
 *
 * Source: https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs
 */
export function kernelJson({ node, main, displayName }: KernelJsonInput): KernelJson {
  return {
    // Without the flag Node aborts when a timer's callback is interrupted.
    argv: [node, "--no-force-async-hooks-checks", main, "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    env: {},
    metadata: { debugger: false },
  };
}
