import { posix, win32 } from "node:path";
import { jupyterDataPaths } from "../client/jupyter-paths.js";

export type InstallPlace =
  | { readonly kind: "user" }
  | { readonly kind: "prefix"; readonly prefix: string }
  /** The Python environment that is active. */
  | { readonly kind: "sys-prefix" };

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const belowPrefix = ["share", "jupyter", "kernels"] as const;

/** Jupyter's folder of kernels in a place, or undefined where no Python environment is active. */
export function kernelsFolder(place: InstallPlace, around: Surroundings): string | undefined {
  const { join } = pathsOf(around);
  const below = (prefix: string | undefined) => (prefix ? join(prefix, ...belowPrefix) : undefined);
  switch (place.kind) {
    case "prefix":
      return below(place.prefix);
    case "sys-prefix":
      return below(around.env.VIRTUAL_ENV || around.env.CONDA_PREFIX);
    case "user": {
      const own = { JUPYTER_PATH: "", VIRTUAL_ENV: undefined, CONDA_PREFIX: undefined };
      const [folder] = jupyterDataPaths({ ...around, env: { ...around.env, ...own } });
      return folder === undefined ? undefined : join(folder, "kernels");
    }
  }
}

/** The command that writes the kernelspec of that folder anew. */
export function installCommand(folder: string, around: Surroundings): string {
  const { basename, dirname, join } = pathsOf(around);
  const kernels = dirname(folder);
  const command = `softgrad kernel install --name ${basename(folder)}`;
  if (kernels === kernelsFolder({ kind: "user" }, around)) return `${command} --user`;
  const prefix = dirname(dirname(dirname(kernels)));
  if (kernels === join(prefix, ...belowPrefix)) return `${command} --prefix "${prefix}"`;
  // Only JUPYTER_DATA_DIR and JUPYTER_PATH name other folders.
  const data = dirname(kernels);
  return around.platform === "win32"
    ? `set "JUPYTER_DATA_DIR=${data}" && ${command} --user`
    : `JUPYTER_DATA_DIR="${data}" ${command} --user`;
}

/** Whether a file lies where npx keeps what it runs: npm empties that folder now and then. */
export function isInNpxCache(file: string): boolean {
  return /[\\/]_npx[\\/]/.test(file);
}

/** Names that Jupyter allows for kernels. */
export function isKernelName(name: string): boolean {
  return /^[a-z0-9._-]+$/i.test(name);
}

function pathsOf({ platform }: Surroundings) {
  return platform === "win32" ? win32 : posix;
}
