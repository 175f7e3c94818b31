import { execa } from "execa";
import { killTree } from "../sandbox/processTree.js";
import type { Limits, Sandbox } from "../sandbox/types.js";
import { watchUsage } from "../sandbox/watch.js";
import { type Job, type RunRecord, recordSchema } from "./job.js";
import { LineReader } from "./lines.js";
import type { RunEnd } from "./runEnd.js";
import { type FinishedCell, Transcript } from "./transcript.js";

export interface RunResult {
  readonly end: RunEnd;
  /** By index of the job's cells. */
  readonly finished: ReadonlyMap<number, FinishedCell>;
  /** The cell that was running when the run ended early. */
  readonly running: number | undefined;
}

const lineLimit = 12 * 1024 * 1024;

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

class Run {
  readonly #transcript: Transcript;
  #end: RunEnd | undefined;
  #bytes = 0;
  #kill = (): void => {};
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly job: Job,
    private readonly limits: Limits,
  ) {
    this.#transcript = new Transcript(job.cells);
  }

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
      finished: this.#transcript.finished,
      running: this.#transcript.running,
    };
  }

  #line(line: string): void {
    if (this.#end !== undefined) return;
    const record = parse(line);
    const next = record === undefined ? undefined : this.#transcript.take(record);
    if (next === undefined) return;
    if ("end" in next) this.#end = next.end;
    else this.#expectWithin(next.withinMs);
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

function keepTail(stream: NodeJS.ReadableStream): () => string {
  let tail = "";
  stream.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("utf8")).slice(-2000);
  });
  return () => tail;
}
