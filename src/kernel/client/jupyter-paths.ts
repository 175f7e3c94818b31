import { posix, win32 } from "node:path";

export interface JupyterPathsInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * Jupyter's data folders, in the order they are searched: JUPYTER_PATH, the active Python
 * environment, the user's folder, the system's.
 *
 * Source: https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
 */
export function jupyterDataPaths({ env, platform }: JupyterPathsInput): string[] {
  const { delimiter, join } = platform === "win32" ? win32 : posix;
  const paths = (env.JUPYTER_PATH ?? "").split(delimiter);
  for (const prefix of [env.VIRTUAL_ENV, env.CONDA_PREFIX]) {
    if (prefix) paths.push(join(prefix, "share", "jupyter"));
  }
  paths.push(userDataPath({ env, platform }));
  if (platform === "win32") {
    if (env.PROGRAMDATA) paths.push(join(env.PROGRAMDATA, "jupyter"));
  } else {
    if (platform === "darwin") paths.push("/opt/homebrew/share/jupyter");
    paths.push("/usr/local/share/jupyter", "/usr/share/jupyter");
  }
  return [...new Set(paths.filter((path) => path !== ""))];
}

function userDataPath({ env, platform }: JupyterPathsInput): string {
  const { join } = platform === "win32" ? win32 : posix;
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  const home = (platform === "win32" ? env.USERPROFILE : env.HOME) ?? "";
  switch (platform) {
    case "win32":
      return env.APPDATA ? join(env.APPDATA, "jupyter") : join(home, ".jupyter", "data");
    case "darwin":
      return home === "" ? "" : join(home, "Library", "Jupyter");
    default:
      if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, "jupyter");
      return home === "" ? "" : join(home, ".local", "share", "jupyter");
  }
}
