import type { Connection } from "./connection.js";
import type { KernelSpec, StartKernelOptions } from "./types.js";

/** The command of a kernelspec with its placeholders filled in. */
export function commandLine(spec: KernelSpec, connection: Connection): string[] {
  return spec.argv.map((argument, index) => {
    // The Node that runs us is there and recent enough; one on PATH may be neither.
    if (index === 0 && argument === "node") return process.execPath;
    return argument
      .replaceAll("{connection_file}", connection.file)
      .replaceAll("{resource_dir}", spec.resourceDirectory);
  });
}

/** What the kernel's process sees of the environment; later entries win. */
export function environment(spec: KernelSpec, options: StartKernelOptions): NodeJS.ProcessEnv {
  // ipykernel ends itself when the process of this id is gone.
  return { ...process.env, ...spec.env, JPY_PARENT_PID: String(process.pid), ...options.env };
}
