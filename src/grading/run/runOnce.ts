import { execa } from "execa";
import { processTree } from "../sandbox/processTree.js";
import type { Limits, Sandbox } from "../sandbox/types.js";
import { type Exceeded, watchUsage } from "../sandbox/watch.js";
import { type CellEnd, type Job, type RunRecord, recordSchema } from "./job.js";
import { LineReader } from "./lines.js";

/** How one run in one sandbox ended. */
export type RunEnd =
  | { readonly status: "done" }
  /** The kernel did not start. */
  | { readonly status: "failed"; readonly message: string }
  /** The runner ended before its work did; what it wrote last to stderr. */
  | { readonly status: "died"; readonly stderr: string }
  | { readonly status: "exceeded"; readonly excess: Exceeded | OutputExceeded }
  /** A cell went on past its time, and past the interrupt. */
  | { readonly status: "stuck"; readonly afterMs: number }
  | { readonly status: "cancelled" };

export interface OutputExceeded {
  readonly what: "output";
  readonly used: number;
  readonly limit: number;
}

export interface FinishedCell {
  readonly end: CellEnd;
  readonly observations: readonly unknown[];
  readonly truncated: boolean;
}

export interface RunResult {
  readonly end: RunEnd;
  /** By index of the job's cells. */
  readonly finished: ReadonlyMap<number, FinishedCell>;
  /** The cell that was running when the run ended early. */
  readonly running: number | undefined;
}

const lineLimit = 12 * 1024 * 1024;
/** For the interrupt of a cell that is out of time, before the whole sandbox goes. */
const graceMs = 10_000;

/** Runs a job in a fresh sandbox. Nothing that happens in there rejects or throws here. */
export async function runOnce(
  job: Job,
  sandbox: Sandbox,
  limits: Limits,
  signal: AbortSignal,
): Promise<RunResult> {
  const place = await sandbox.prepare();
  try {
    return await new Run(job, limits).run(place, signal);
  } finally {
    await place.dispose();
  }
}

export function describeRunEnd(end: RunEnd): string {
  switch (end.status) {
    case "done":
      return "it ended before its time";
    case "failed":
      return end.message;
    case "died":
      return end.stderr.trim().split("\n").at(-1) || "the runner ended without a word";
    case "exceeded":
      return `too much ${end.excess.what}`;
    case "stuck":
      return `no sign of life for ${Math.round(end.afterMs / 1000)} s`;
    case "cancelled":
      return "interrupted";
  }
}

class Run {
  readonly #finished = new Map<number, FinishedCell>();
  #running: number | undefined;
  /** Cells start in order, each once; so what is said of them cannot go on for ever. */
  #next = 0;
  #end: RunEnd | undefined;
  #bytes = 0;
  #kill = (): void => {};
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly job: Job,
    private readonly limits: Limits,
  ) {}

  async run(
    place: Awaited<ReturnType<Sandbox["prepare"]>>,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const child = execa(place.command, [...place.arguments], {
      cwd: place.cwd,
      env: { ...place.env },
      extendEnv: false,
      input: JSON.stringify(this.job),
      stdout: "pipe",
      stderr: "pipe",
      buffer: false,
      reject: false,
      // Out of the terminal's group: its Ctrl-C is for us, and must not look like the learner's doing.
      detached: process.platform !== "win32",
    });
    this.#kill = () => killTree(child.pid);
    process.once("exit", this.#kill);
    const cancel = (): void => this.#stop({ status: "cancelled" });
    signal.addEventListener("abort", cancel);
    if (signal.aborted) cancel();
    const watch = watchUsage(child.pid ?? 0, this.limits, (excess) =>
      this.#stop({ status: "exceeded", excess }),
    );
    this.#expectWithin(this.job.startTimeoutMs);
    const stderr = keepTail(child.stderr);
    const reader = new LineReader(lineLimit, (line) => this.#line(line));
    child.stdout.on("data", (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.#bytes > this.limits.outputBytes) {
        const limit = this.limits.outputBytes;
        this.#stop({ status: "exceeded", excess: { what: "output", used: this.#bytes, limit } });
      } else reader.push(chunk);
    });
    await child;
    clearTimeout(this.#timer);
    watch.stop();
    process.removeListener("exit", this.#kill);
    signal.removeEventListener("abort", cancel);
    return {
      end: this.#end ?? { status: "died", stderr: stderr() },
      finished: this.#finished,
      running: this.#running,
    };
  }

  #line(line: string): void {
    if (this.#end !== undefined) return;
    const record = parse(line);
    if (record === undefined) return;
    switch (record.type) {
      case "ready":
        this.#expectWithin(graceMs);
        return;
      case "started": {
        const cell = this.job.cells[record.cell];
        if (cell === undefined || record.cell < this.#next) return;
        this.#next = record.cell + 1;
        this.#running = record.cell;
        this.#expectWithin(cell.timeoutMs + graceMs);
        return;
      }
      case "finished": {
        if (record.cell !== this.#running && record.end.status !== "skipped") return;
        if (this.#finished.has(record.cell) || this.job.cells[record.cell] === undefined) return;
        this.#finished.set(record.cell, record);
        if (record.cell === this.#running) this.#running = undefined;
        this.#expectWithin(graceMs);
        return;
      }
      case "failed":
        this.#end = { status: "failed", message: record.message };
        return;
      case "done":
        this.#end = { status: "done" };
        return;
    }
  }

  #stop(end: RunEnd): void {
    // What ends a run is what came first.
    this.#end ??= end;
    this.#kill();
  }

  #expectWithin(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop({ status: "stuck", afterMs: ms }), ms);
  }
}

function parse(line: string): RunRecord | undefined {
  try {
    const record = recordSchema.safeParse(JSON.parse(line));
    return record.success ? record.data : undefined;
  } catch {
    return undefined;
  }
}

/** The wrapper first, so that it starts nothing more; below it may be a kernel in a group of its own. */
function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  for (const each of [...processTree(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It has ended already, or it belongs to another user and goes with its namespace.
    }
  }
}

function keepTail(stream: NodeJS.ReadableStream): () => string {
  let tail = "";
  stream.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("utf8")).slice(-2000);
  });
  return () => tail;
}
