import { delimiter, dirname, join } from "node:path";
import { pythonEnvironment } from "./python-environment.mjs";

/**
 * The environment in which Jupyter sees .venv and .softgrad and nothing of the user's own set-up:
 * neither can break the other.
 */
export function jupyterEnvironment(root, env = process.env) {
  const own = join(root, ".softgrad", "jupyter");
  const clean = pythonEnvironment(env);
  for (const name of Object.keys(clean)) {
    if (/^JUPYTER(LAB)?_/.test(name)) delete clean[name];
  }
  const path = Object.keys(clean).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const programs = join(root, ".venv", process.platform === "win32" ? "Scripts" : "bin");
  return {
    ...clean,
    // .venv before Node's folder, in which a system's own python3 and jupyter may lie. The kernelspec
    // says "node": it must be the one that was checked.
    [path]: [programs, dirname(process.execPath), clean[path]].join(delimiter),
    JUPYTER_CONFIG_DIR: join(own, "config"),
    JUPYTER_DATA_DIR: join(own, "data"),
    JUPYTER_RUNTIME_DIR: join(own, "runtime"),
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PLATFORM_DIRS: "0",
    IPYTHONDIR: join(own, "ipython"),
  };
}
