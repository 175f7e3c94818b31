import { readdirSync, readFileSync } from "node:fs";

export interface Usage {
  readonly processes: number;
  readonly threads: number;
  /** Memory that belongs to these processes alone: anonymous pages and shared memory. */
  readonly memoryBytes: number;
}

/** A process and everything below it, by Linux's /proc; empty where there is none. */
export function processTree(pid: number): number[] {
  const pids = [pid];
  // The list grows while it is walked.
  for (const parent of pids) {
    for (const thread of entries(`/proc/${parent}/task`)) {
      const children = read(`/proc/${parent}/task/${thread}/children`);
      for (const child of children.split(" ")) if (child !== "") pids.push(Number(child));
    }
  }
  return pids;
}

export function usageOf(pids: readonly number[]): Usage {
  let threads = 0;
  let kibibytes = 0;
  for (const pid of pids) {
    const status = read(`/proc/${pid}/status`);
    threads += field(status, "Threads");
    kibibytes += field(status, "RssAnon") + field(status, "RssShmem");
  }
  return { processes: pids.length, threads, memoryBytes: kibibytes * 1024 };
}

/** The wrapper first, so that it starts nothing more; below it may be a kernel in a group of its own. */
export function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  for (const each of processTree(pid)) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It has ended already, or it belongs to another user and goes with its namespace.
    }
  }
}

function field(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, "mu").exec(status)?.[1] ?? 0);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process that has ended meanwhile reads as nothing. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
