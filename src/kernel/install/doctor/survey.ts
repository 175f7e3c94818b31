import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readKernelSpec } from "../../client/spec.js";
import type { KernelSpec } from "../../client/types.js";
import { problemOf } from "./finding.js";

/** A folder among Jupyter's kernels. */
export interface FoundSpec {
  readonly name: string;
  readonly folder: string;
  readonly content:
    | { readonly status: "readable"; readonly spec: KernelSpec }
    | { readonly status: "broken"; readonly problem: string };
  /** The folder of the same name that Jupyter comes upon first. */
  readonly hiddenBy?: FoundSpec;
}

/** Every kernelspec in Jupyter's data folders, those that another one of its name hides as well. */
export async function surveySpecs(dataPaths: readonly string[]): Promise<FoundSpec[]> {
  const found: FoundSpec[] = [];
  const first = new Map<string, FoundSpec>();
  for (const path of dataPaths) {
    const kernels = join(path, "kernels");
    for (const name of (await readdir(kernels).catch(() => [])).sort()) {
      const spec = await look(join(kernels, name));
      if (spec === undefined) continue;
      // Jupyter compares names in lower case.
      const key = name.toLowerCase();
      const hiddenBy = first.get(key);
      const one: FoundSpec = hiddenBy === undefined ? spec : { ...spec, hiddenBy };
      if (hiddenBy === undefined) first.set(key, one);
      found.push(one);
    }
  }
  return found;
}

async function look(folder: string): Promise<FoundSpec | undefined> {
  const at = { name: basename(folder), folder };
  const text = await readFile(join(folder, "kernel.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const spec = await readKernelSpec(folder);
    return { ...at, content: { status: "readable", spec } };
  } catch (error) {
    return { ...at, content: { status: "broken", problem: problemOf(error) } };
  }
}

/** The version of the package whose kernel's main module that is; undefined where it cannot be read. */
export async function versionAt(main: string): Promise<string | undefined> {
  const manifest = join(dirname(dirname(dirname(main))), "package.json");
  try {
    const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
