// The program that runs within the sandbox, beside the kernel: a job comes on stdin, and one line
// of JSON goes to stdout for each thing that happens, at once, so that a kill loses nothing.
import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import {
  type ExecuteResult,
  type KernelConnection,
  type KernelSpec,
  softgradKernelSpec,
  startKernel,
  tslabKernelSpec,
} from "../../kernel/client/index.js";
import {
  type CellEnd,
  type Job,
  jobSchema,
  observationsMime,
  type RunRecord,
  textLimit,
} from "../run/job.js";
import type { KernelName } from "../run/kernels.js";

const kernelSpecs: Readonly<Record<KernelName, () => KernelSpec>> = {
  softgrad: softgradKernelSpec,
  tslab: () => tslabKernelSpec(packagesAround()),
};

const maxOutputBytes = 8 * 1024 * 1024;

if (process.argv.includes("--self-test")) process.stdout.write("ready\n");
else {
  try {
    await main();
  } catch (error) {
    // A mistake of ours, not the learner's: said as such, so that nobody is graded by it.
    tell(error);
  }
}

async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(await text(process.stdin)));
  const kernel = await startKernel(kernelSpecs[job.kernel](), {
    cwd: process.cwd(),
    startTimeoutMs: job.startTimeoutMs,
  });
  send({ type: "ready" });
  try {
    await runCells(kernel, job);
  } finally {
    await kernel.dispose();
  }
  send({ type: "done" });
}

async function runCells(kernel: KernelConnection, job: Job): Promise<void> {
  const broken = new Set<string>();
  for (const [index, cell] of job.cells.entries()) {
    if (cell.needs.some((exercise) => broken.has(exercise))) {
      send(finished(index, { status: "skipped" }));
      continue;
    }
    send({ type: "started", cell: index });
    const result = await kernel.execute(cell.source, {
      timeoutMs: cell.timeoutMs,
      maxOutputBytes,
    });
    const end = shortened(result.end);
    send(finished(index, end, result));
    if (end.status !== "ok" && cell.exercise !== undefined) broken.add(cell.exercise);
    // The grader goes on in a fresh sandbox: after an interrupt, late output may still be to come.
    if (end.status === "dead" || end.status === "timeout") return;
  }
}

function finished(cell: number, end: CellEnd, result?: ExecuteResult): RunRecord {
  const observations = (result?.outputs ?? []).flatMap((output) =>
    output.output_type === "display_data" && observationsMime in output.data
      ? [output.data[observationsMime]]
      : [],
  );
  return {
    type: "finished",
    cell,
    end,
    observations: observations.slice(0, 3),
    truncated: result?.truncated ?? false,
    ...(result?.unchecked === undefined ? {} : { unchecked: cut(result.unchecked) }),
  };
}

function shortened(end: ExecuteResult["end"]): CellEnd {
  switch (end.status) {
    case "error":
      // The kernel says so while it ends; what comes next would find it dead and bear the blame.
      if (end.ename === "ProcessExit") {
        const exitCode = Number(/process\.exit\((\d*)\)/u.exec(end.evalue)?.[1] ?? 0);
        return { status: "dead", exitCode, signal: null };
      }
      return {
        status: "error",
        ename: cut(end.ename),
        evalue: cut(end.evalue),
        traceback: end.traceback.slice(0, 40).map(cut),
      };
    case "ok":
      return { status: "ok" };
    case "aborted":
    case "timeout":
    case "dead":
      return end;
  }
}

function tell(error: unknown): void {
  send({ type: "failed", message: cut(error instanceof Error ? error.message : String(error)) });
}

function cut(line: string): string {
  return line.length <= textLimit ? line : `${line.slice(0, textLimit)}…`;
}

/** Whole lines, written before anything else happens: process.stdout could keep them back. */
function send(record: RunRecord): void {
  const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

/** The folder above the node_modules that has tslab, in a checkout and where we are installed. */
function packagesAround(): string {
  const own = fileURLToPath(new URL("../../..", import.meta.url));
  const installed = /^(.*)[/\\]node_modules[/\\]softgrad[/\\]?$/u.exec(own);
  return installed?.[1] ?? own;
}
