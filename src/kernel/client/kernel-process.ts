import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import type { Readable } from "node:stream";
import { KernelError } from "./failure.js";
import { groupOptions, signalWay } from "./process-signals.js";

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** A kernel's operating-system process, with everything it started in its group. */
export interface KernelProcess {
  readonly pid: number;
  /** Resolves when the process has ended; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Set once the process has ended. */
  readonly end: ProcessEnd | undefined;
  /** The last of what the process itself wrote to stderr. */
  stderr(): string;
  /** Sends SIGINT as Ctrl-C does: to the whole group, so that what the kernel waits for stops too. */
  interrupt(): void;
  terminate(): void;
  kill(): void;
}

const tailBytes = 64 * 1024;

/** Starts a command in its own process group. */
export async function startProcess(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<KernelProcess> {
  const [command = "", ...args] = argv;
  const child = spawn(command, args, {
    ...options,
    ...groupOptions(process.platform),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pid = await started(child, command);
  const readStderr = keepTail(child.stderr);
  child.stdout.resume();

  let end: ProcessEnd | undefined;
  const send = (signal: NodeJS.Signals): void => {
    if (end) return;
    const way = signalWay(process.platform, pid, signal);
    switch (way.kind) {
      case "group":
        signalPid(way.pid, way.signal);
        return;
      case "child":
        child.kill(way.signal);
        return;
      case "command": {
        const [program, ...rest] = way.argv;
        spawnSync(program, rest);
      }
    }
  };
  const ended = new Promise<ProcessEnd>((resolve) => {
    // "exit", not "close": a grandchild may hold the pipes open for ever.
    child.once("exit", (exitCode, signal) => {
      // What it left behind in its group goes now; later the number may belong to others.
      send("SIGKILL");
      end = { exitCode, signal };
      resolve(end);
    });
  });
  return {
    pid,
    ended,
    get end() {
      return end;
    },
    stderr: readStderr,
    interrupt: () => send("SIGINT"),
    terminate: () => send("SIGTERM"),
    kill: () => send("SIGKILL"),
  };
}

function started(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) =>
      reject(new KernelError({ code: "spawn-failed", command }, { cause })),
    );
    child.once("spawn", () => resolve(child.pid ?? 0));
  });
}

function signalPid(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it has already ended.
  }
}

function keepTail(stream: Readable): () => string {
  let kept = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-tailBytes);
  });
  return () => kept.toString("utf8");
}
