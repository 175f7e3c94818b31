import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createRpc, type Rpc } from "./rpc.js";

/** TypeScript's native compiler as a process that answers questions about a program. */
export interface Compiler extends Rpc {
  /** Undefined where the process did not start. */
  readonly pid: number | undefined;
  /** Resolves when the process has ended, whatever the cause. */
  readonly ended: Promise<void>;
  kill(): void;
}

/** The compiler itself failed; nothing is said of the program that it was asked about. */
export class CompilerFailure extends Error {
  override readonly name = "CompilerFailure";

  constructor(state: string, options?: ErrorOptions) {
    super(`Cannot check types: ${state}`, options);
  }
}

/** What the compiler reads instead of the disk: text, or undefined for the disk's own. */
export type ReadFile = (path: string) => string | undefined;

/** The compiler's program for this machine, in the optional package that npm chose for it. */
export function compilerPath(): string {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(typescript).resolve(`${platform}/package.json`));
    return join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
  } catch (cause) {
    throw new CompilerFailure(
      `TypeScript's compiler for this machine is not installed (npm package ${platform}; npm must not omit optional packages)`,
      { cause },
    );
  }
}

/**
 * A compiler that waits for a file's text when its kernel is killed would wait for ever. Linux can
 * end it then; elsewhere it ends by the end of its input, which it does not see while it waits.
 */
function endWithParent(): readonly string[] {
  const setpriv = "/usr/bin/setpriv";
  // BusyBox, to which it may be a link, knows no such option.
  return process.platform === "linux" && existsSync(setpriv) && realpathSync(setpriv) === setpriv
    ? [setpriv, "--pdeathsig", "KILL", "--"]
    : [];
}

export function startCompiler(cwd: string, readFile: ReadFile): Compiler {
  const questions = ["--api", "--async", "--cwd", cwd, "--callbacks=readFile,fileExists"];
  const [program = "", ...args] = [...endWithParent(), compilerPath(), ...questions];
  // Each check leaves megabytes behind. Go's collector, which by default runs when the heap has
  // doubled, would take a quarter of the compiler's time.
  const env = { ...process.env, GOGC: process.env.GOGC ?? "200" };
  const child = spawn(
    program,
    args,
    // Apart from the kernel's process group, to which a terminal's Ctrl+C goes.
    { stdio: ["pipe", "pipe", "ignore"], detached: true, windowsHide: true, env },
  );
  const rpc = createRpc(child.stdout, child.stdin, (method, params) => {
    const text = readFile(String(params));
    if (text === undefined) return undefined;
    return method === "readFile" ? { content: text } : true;
  });
  const killWithKernel = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", killWithKernel);
  child.once("close", () => process.removeListener("exit", killWithKernel));
  // A write to a process that has just died; its end is told below.
  child.stdin.on("error", () => {});
  const ended = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      rpc.close(new CompilerFailure(`TypeScript's compiler ${reason}`));
      resolve();
    };
    child.once("error", ({ message }) => end(`did not start: ${message}`));
    child.once("exit", (code, signal) => end(`ended with ${signal ?? `exit code ${code}`}`));
  });
  return { ...rpc, pid: child.pid, ended, kill: () => child.kill("SIGKILL") };
}
