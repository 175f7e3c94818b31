import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { type CellEvent, cellError, openCell, parseEvents } from "./events.js";
import { followEvents } from "./followEvents.js";
import type { ExecuteNotebookOptions, ExecutionResult } from "./types.js";

/** Beside the sources: TypeScript's build copies no Python into dist/. */
const hooks = fileURLToPath(new URL("../../src/execution/nbconvert_hooks.py", import.meta.url));

/**
 * Executes a notebook with `jupyter nbconvert --execute` and says how it ended.
 *
 * A cell counts as failed when the kernel's reply is not "ok" or an `error` output came, so that the
 * failures of kernels that send no such output (stock tslab) are found too.
 *
 * @returns how the execution ended; after a failure `output` holds the notebook up to there.
 */
export async function executeNotebook(options: ExecuteNotebookOptions): Promise<ExecutionResult> {
  const scratch = await mkdtemp(join(tmpdir(), "softgrad-execute-"));
  try {
    return await runNbconvert(options, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function runNbconvert(
  options: ExecuteNotebookOptions,
  scratch: string,
): Promise<ExecutionResult> {
  const { jupyter, notebook, output, cwd, kernel, timeoutSeconds, onCell, signal } = options;
  const events = join(scratch, "events.jsonl");
  const partial = join(scratch, "partial.ipynb");
  await mkdir(dirname(output), { recursive: true });
  const stopFollowing = onCell ? followEvents(events, onCell) : undefined;
  const result = await execa(jupyter.python, nbconvertArguments(options), {
    // Read from stdin, since nbconvert would give the kernel the notebook's own folder to work in.
    inputFile: resolve(notebook),
    cwd,
    env: {
      ...jupyter.env,
      SOFTGRAD_EXECUTION_EVENTS: events,
      SOFTGRAD_EXECUTION_PARTIAL: partial,
    },
    extendEnv: false,
    reject: false,
    ...(signal ? { cancelSignal: signal } : {}),
    // Ended politely first, so that nbclient takes its kernel along.
    forceKillAfterDelay: 20_000,
  });
  stopFollowing?.();
  const seen = parseEvents(await readFile(events, "utf8").catch(() => ""));
  if (!result.failed && !existsSync(partial)) {
    // nbconvert goes on without a configuration that it cannot read, and then nothing was looked at.
    return { status: "failed", message: `nbconvert could not read ${hooks}`, cause: result };
  }
  if (!result.failed) {
    return { status: "ok", cells: seen.filter(({ event }) => event === "finished").length };
  }
  await rename(partial, output).catch(() => undefined);
  if (result.isCanceled) return { status: "cancelled" };
  return explain(seen, result, { kernel, timeoutSeconds, python: jupyter.python });
}

function nbconvertArguments(options: ExecuteNotebookOptions): string[] {
  const { output, kernel, timeoutSeconds } = options;
  return [
    "-m",
    "nbconvert",
    "--config",
    hooks,
    "--to",
    "notebook",
    "--execute",
    `--ExecutePreprocessor.timeout=${timeoutSeconds}`,
    ...(kernel === undefined ? [] : [`--ExecutePreprocessor.kernel_name=${kernel}`]),
    "--output-dir",
    resolve(dirname(output)),
    "--output",
    basename(output, extname(output)),
    "--stdin",
  ];
}

interface Circumstances {
  readonly kernel: string | undefined;
  readonly timeoutSeconds: number;
  readonly python: string;
}

function explain(
  events: readonly CellEvent[],
  error: { readonly stderr: string; readonly code?: string | undefined },
  { kernel, timeoutSeconds, python }: Circumstances,
): ExecutionResult {
  const failed = events.find((event) => event.event === "failed");
  if (failed) return cellError(failed);
  const { stderr } = error;
  if (error.code === "ENOENT" || /No module named '?nbconvert/.test(stderr)) {
    return { status: "missingJupyter", path: python, cause: error };
  }
  const cell = openCell(events);
  // nbclient logs "Timeout waiting for …" and "Kernel died …" first; which exception follows is a race.
  if (cell && /CellTimeoutError|Timeout waiting for execute reply/.test(stderr)) {
    return { status: "timeout", cell, afterSeconds: timeoutSeconds };
  }
  const unknown = /NoSuchKernel: No such kernel named (\S+)/.exec(stderr)?.[1];
  if (unknown !== undefined) return { status: "missingKernel", kernel: kernel ?? unknown };
  if (/DeadKernelError|Kernel died/.test(stderr)) {
    return { status: "deadKernel", ...(cell ? { cell } : {}) };
  }
  const message = stderr.trimEnd().split("\n").at(-1) ?? "";
  return { status: "failed", message: message || "nbconvert ended without a word", cause: error };
}
