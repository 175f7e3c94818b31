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

/** The compiler's package and program for a machine. */
export function compilerFor(
  platform: NodeJS.Platform,
  architecture: string,
): { readonly name: string; readonly program: string } {
  return {
    name: `@typescript/typescript-${platform}-${architecture}`,
    program: platform === "win32" ? "tsc.exe" : "tsc",
  };
}

/** The compiler's program for this machine, in the optional package that npm chose for it. */
export function compilerPath(): string {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const { name, program } = compilerFor(process.platform, process.arch);
  try {
    const folder = dirname(createRequire(typescript).resolve(`${name}/package.json`));
    return join(folder, "lib", program);
  } catch (cause) {
    throw new CompilerFailure(
      `TypeScript's compiler for this machine is not installed (npm package ${name}; npm must not omit optional packages)`,
      { cause },
    );
  }
}

/**
 * What stands before the compiler's command so that it ends with its parent.
 *
 * A compiler that waits for a file's text when its kernel is killed would wait for ever. Linux can
 * end it then; elsewhere it ends by the end of its input, which it does not see while it waits.
 */
export function endWithParent(
  platform: NodeJS.Platform,
  isProgram: (path: string) => boolean,
): readonly string[] {
  const setpriv = "/usr/bin/setpriv";
  return platform === "linux" && isProgram(setpriv) ? [setpriv, "--pdeathsig", "KILL", "--"] : [];
}

/** Not a link to BusyBox, which knows no such option. */
const isOwnProgram = (path: string): boolean => existsSync(path) && realpathSync(path) === path;

export function startCompiler(cwd: string, readFile: ReadFile): Compiler {
  const questions = ["--api", "--async", "--cwd", cwd, "--callbacks=readFile,fileExists"];
  const [program = "", ...args] = [
    ...endWithParent(process.platform, isOwnProgram),
    compilerPath(),
    ...questions,
  ];
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
