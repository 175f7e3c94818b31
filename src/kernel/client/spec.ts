import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { KernelError } from "./failure.js";
import { jupyterDataPaths } from "./jupyter-paths.js";
import type { KernelSpec } from "./types.js";

export interface FindKernelSpecOptions {
  /** Jupyter data folders looked at before all others, such as a checkout's `.venv/share/jupyter`. */
  readonly searchPaths?: readonly string[];
  /** Environment for JUPYTER_PATH and its like; this process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const schema = z.object({
  argv: z.array(z.string()).min(1),
  display_name: z.string(),
  language: z.string(),
  interrupt_mode: z.enum(["signal", "message"]).default("signal"),
  env: z.record(z.string(), z.string()).default({}),
});

/**
 * The kernelspec of that name, from the first of Jupyter's data folders that has it.
 *
 * @throws {KernelError} "spec-not-found", naming the kernels there are; "spec-invalid"
 */
export async function findKernelSpec(
  name: string,
  options: FindKernelSpecOptions = {},
): Promise<KernelSpec> {
  const searched = kernelFolders(options);
  // Jupyter compares names in lower case, because some file systems do.
  const wanted = name.toLowerCase();
  const known = new Set<string>();
  for (const folder of searched) {
    for (const entry of await kernelsIn(folder)) {
      if (entry.toLowerCase() === wanted) return readKernelSpec(join(folder, entry));
      known.add(entry);
    }
  }
  throw new KernelError({ code: "spec-not-found", name, known: [...known].sort(), searched });
}

/** Every readable kernelspec, sorted by name; an earlier folder hides a later one's namesake. */
export async function listKernelSpecs(options: FindKernelSpecOptions = {}): Promise<KernelSpec[]> {
  const found = new Map<string, KernelSpec>();
  for (const folder of kernelFolders(options)) {
    for (const entry of await kernelsIn(folder)) {
      if (found.has(entry.toLowerCase())) continue;
      const spec = await readKernelSpec(join(folder, entry)).catch(() => undefined);
      if (spec) found.set(entry.toLowerCase(), spec);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The kernelspec in one folder.
 *
 * @throws {KernelError} "spec-invalid" when kernel.json is missing, not JSON or incomplete
 */
export async function readKernelSpec(folder: string): Promise<KernelSpec> {
  const file = join(folder, "kernel.json");
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new KernelError(
      {
        code: "spec-invalid",
        file,
        problem: cause instanceof Error ? cause.message : "unreadable",
      },
      { cause },
    );
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    throw new KernelError(
      { code: "spec-invalid", file, problem: z.prettifyError(parsed.error) },
      { cause: parsed.error },
    );
  }
  return {
    name: basename(folder),
    displayName: parsed.data.display_name,
    language: parsed.data.language,
    argv: parsed.data.argv,
    env: parsed.data.env,
    interruptMode: parsed.data.interrupt_mode,
    resourceDirectory: folder,
  };
}

function kernelFolders({ searchPaths = [], env = process.env }: FindKernelSpecOptions): string[] {
  const paths = [...searchPaths, ...jupyterDataPaths({ env, platform: process.platform })];
  return [...new Set(paths.map((path) => join(path, "kernels")))];
}

async function kernelsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .sort();
}
