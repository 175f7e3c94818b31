import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type KernelJson, kernelJson } from "./kernelJson.js";
import { logo } from "./logo.js";

export interface InstallRequest {
  /** Jupyter's folder of kernels. */
  readonly kernels: string;
  readonly name: string;
  readonly displayName: string;
  readonly node: string;
  readonly main: string;
}

/** Writes the kernelspec, in place of an earlier one of its name; returns its folder. */
export async function installKernel(request: InstallRequest): Promise<string> {
  const folder = join(request.kernels, request.name);
  const fresh = join(request.kernels, `.${request.name}.${process.pid}`);
  await mkdir(fresh, { recursive: true });
  try {
    const content = `${JSON.stringify(kernelJson(request), null, 2)}\n`;
    await writeFile(join(fresh, "kernel.json"), content);
    await writeFile(join(fresh, "logo-svg.svg"), logo);
    // A whole kernelspec or the earlier one: a server may look at any moment.
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

export type UninstallResult =
  | { readonly status: "removed"; readonly folder: string }
  | { readonly status: "absent" | "foreign"; readonly folder: string };

/** Removes a kernelspec of ours; one that starts another program stays. */
export async function uninstallKernel(kernels: string, name: string): Promise<UninstallResult> {
  const folder = join(kernels, name);
  let spec: Partial<KernelJson>;
  try {
    spec = JSON.parse(await readFile(join(folder, "kernel.json"), "utf8")) as Partial<KernelJson>;
  } catch {
    return { status: "absent", folder };
  }
  if (!isOurs(spec.argv ?? [])) return { status: "foreign", folder };
  await rm(folder, { recursive: true });
  return { status: "removed", folder };
}

/** Whether a command line starts this package's kernel, of whatever copy. */
export function isOurs(argv: readonly string[]): boolean {
  return argv.some((argument) => /[\\/]dist[\\/]kernel[\\/]main\.js$/.test(argument));
}
