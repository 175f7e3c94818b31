import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const running = new Set();

/**
 * Runs a command without showing it, and resolves with how it ended; it rejects for nothing.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, stdin?: "ignore" | "pipe"}} [options]
 * @returns {Promise<{code: number | null, output: string, missing: boolean, timedOut: boolean}>}
 *   `output` is stdout and stderr in the order they arrived; `missing`: there is no such program.
 */
export function quietly(file, args, { cwd, env = process.env, timeoutMs, stdin = "ignore" } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: [stdin, "pipe", "pipe"] });
    running.add(child);
    const chunks = [];
    let timedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill("SIGKILL");
            // A grandchild may hold the pipes open long after its parent is gone.
            child.stdout.destroy();
            child.stderr.destroy();
          }, timeoutMs);
    const end = (code, missing = false) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: Buffer.concat(chunks).toString("utf8"), missing, timedOut });
    };
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => end(null, error.code === "ENOENT"));
    child.on("close", (code) => end(code));
  });
}

const leash = fileURLToPath(new URL("leash.mjs", import.meta.url));

/** `quietly`, for a command that writes: it ends with this process, even when this one is killed. */
export async function onLeash(file, args, options = {}) {
  const ended = await quietly(process.execPath, [leash, file, ...args], {
    ...options,
    stdin: "pipe",
  });
  return { ...ended, missing: ended.code === 127 };
}

/** Runs a command in the terminal the user sees, and resolves with its exit code. */
export function inTheOpen(file, args, { cwd, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: "inherit" });
    running.add(child);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/**
 * Ends every command started here when this process is told to end, so that none outlives it.
 *
 * @returns {() => void} what takes this back
 */
export function stopChildrenOnSignals() {
  const stop = (signal) => {
    for (const child of running) child.kill("SIGTERM");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
