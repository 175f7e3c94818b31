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

/** Jupyter's folder of kernels in a place, or undefined where no Python environment is active. */
export function kernelsFolder(place: InstallPlace, around: Surroundings): string | undefined {
  const { join } = around.platform === "win32" ? win32 : posix;
  const below = (prefix: string | undefined) =>
    prefix ? join(prefix, "share", "jupyter", "kernels") : undefined;
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

/** Names that Jupyter allows for kernels. */
export function isKernelName(name: string): boolean {
  return /^[a-z0-9._-]+$/i.test(name);
}
