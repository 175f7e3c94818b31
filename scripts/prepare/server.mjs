import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jupyterEnvironment } from "./jupyter-environment.mjs";
import { kernelEnvironment } from "./kernel-choice.mjs";
import { venvProgram } from "./venv.mjs";

const graceMs = 10_000;

/**
 * Starts JupyterLab and resolves when it has ended, with the exit code to leave with.
 *
 * @param {string} root
 * @param {{port: number, kernel: string, passed: readonly string[], announce: (url: string) => void}} options
 */
export async function serve(root, { port, kernel, passed, announce }) {
  const env = {
    ...jupyterEnvironment(root),
    ...kernelEnvironment(root, kernel),
    JUPYTER_TOKEN: randomBytes(24).toString("hex"),
  };
  mkdirSync(env.JUPYTER_RUNTIME_DIR, { recursive: true });
  const server = spawn(
    venvProgram(root, "python"),
    ["-m", "jupyterlab", ...options(port), ...passed],
    {
      cwd: join(root, "notebooks"),
      env,
      // Without a terminal to ask at, and out of reach of its Ctrl-C: stopping is ours to do, once.
      stdio: ["ignore", "inherit", "inherit"],
      detached: process.platform !== "win32",
    },
  );
  const ended = new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("exit", (code, signal) => resolve({ code, signal }));
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.kill("SIGTERM");
    setTimeout(() => server.kill("SIGKILL"), graceMs).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  whenParentIsGone(stop);

  const up = address(env.JUPYTER_RUNTIME_DIR, server.pid, ended);
  up.then((url) => url && announce(url));
  const { code } = await ended;
  return stopping ? 0 : (code ?? 1);
}

function options(port) {
  const isRoot = process.getuid?.() === 0;
  return [
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    "--ServerApp.log_level=WARN",
    "--LabApp.log_level=WARN",
    ...(isRoot ? ["--allow-root"] : []),
  ];
}

/** npm that is ended by SIGTERM passes nothing on through its shell: its end is seen by ours. */
function whenParentIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

/** The address as the server itself writes it down, so that every option passed on is in it. */
async function address(runtime, pid, ended) {
  let over = false;
  ended.finally(() => {
    over = true;
  });
  while (!over) {
    try {
      const { url, token } = JSON.parse(
        readFileSync(join(runtime, `jpserver-${pid}.json`), "utf8"),
      );
      return `${url}lab${token ? `?token=${token}` : ""}`;
    } catch {
      await sleep(100);
    }
  }
  return undefined;
}
