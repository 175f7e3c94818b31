import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isOurs, type KernelJson, kernelJson } from "./kernelJson.js";
import { logos } from "./logos.js";

export interface InstallRequest {
  /** Jupyter's folder of kernels. */
  readonly kernels: string;
  readonly name: string;
  readonly displayName: string;
  readonly node: string;
  readonly main: string;
  /** Takes the place of another program's kernel, too. */
  readonly force?: boolean;
}

export type InstallResult =
  | { readonly status: "installed"; readonly folder: string }
  /** Another program's kernel has the name. */
  | { readonly status: "foreign"; readonly folder: string }
  | { readonly status: "failed"; readonly folder: string; readonly problem: string };

/** Writes the kernelspec, in place of an earlier one of ours of its name. */
export async function installKernel(request: InstallRequest): Promise<InstallResult> {
  const folder = join(request.kernels, request.name);
  if (request.force !== true && (await ownerOf(folder)) === "foreign") {
    return { status: "foreign", folder };
  }
  const fresh = join(request.kernels, `.${request.name}.${process.pid}`);
  try {
    await mkdir(fresh, { recursive: true });
    const content = `${JSON.stringify(kernelJson(request), null, 2)}\n`;
    await writeFile(join(fresh, "kernel.json"), content);
    for (const [name, logo] of Object.entries(logos)) await writeFile(join(fresh, name), logo);
    // A whole kernelspec or the earlier one: a server may look at any moment.
    await remove(folder);
    await rename(fresh, folder);
    return { status: "installed", folder };
  } catch (error) {
    await remove(fresh).catch(() => {});
    return { status: "failed", folder, problem: problemOf(error) };
  }
}

export type UninstallResult =
  | { readonly status: "removed"; readonly folder: string }
  | { readonly status: "absent" | "foreign"; readonly folder: string }
  | { readonly status: "failed"; readonly folder: string; readonly problem: string };

/** Removes a kernelspec of ours; one that starts another program stays. */
export async function uninstallKernel(kernels: string, name: string): Promise<UninstallResult> {
  const folder = join(kernels, name);
  const owner = await ownerOf(folder);
  if (owner !== "ours") return { status: owner, folder };
  try {
    await remove(folder);
    return { status: "removed", folder };
  } catch (error) {
    return { status: "failed", folder, problem: problemOf(error) };
  }
}

/** Whose kernelspec lies in a folder; a kernel.json that cannot be read may be anybody's. */
async function ownerOf(folder: string): Promise<"ours" | "foreign" | "absent"> {
  let text: string;
  try {
    text = await readFile(join(folder, "kernel.json"), "utf8");
  } catch {
    return "absent";
  }
  try {
    const { argv } = JSON.parse(text) as Partial<KernelJson>;
    return Array.isArray(argv) && isOurs(argv.map(String)) ? "ours" : "foreign";
  } catch {
    return "foreign";
  }
}

/** Windows refuses for a moment what another program has open, such as a virus scanner. */
function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
