import { setTimeout as delay } from "node:timers/promises";
import type { Message } from "../protocol/wire.js";
import type { Quirks } from "./quirks.js";
import { RunningCell } from "./running-cell.js";
import type { Session } from "./session.js";
import type { ExecuteEnd, ExecuteOptions, ExecuteResult } from "./types.js";

/** How long after a reply the idle status may take before the kernel is asked whether it is lost. */
const idlePatienceMs = 250;
/** How long a kernel that owes us an idle status or a reply is waited for. */
const settleMs = 5_000;
const interruptAttempts = 4;
/** A longer delay overflows and would end at once. */
const longestDelayMs = 2 ** 31 - 1;

export interface CellContext {
  readonly session: Session;
  readonly quirks: Quirks;
  readonly interruptTimeoutMs: number;
  interrupt(): Promise<void>;
}

type Waited = "finished" | "ended" | "timeout";

/** Runs one cell to its end, whatever the end. */
export async function runCell(
  code: string,
  options: ExecuteOptions,
  context: CellContext,
): Promise<ExecuteResult> {
  const { session } = context;
  const start = performance.now();
  const cell = new RunningCell(code, options);
  const id = session.channels.request(
    "shell",
    "execute_request",
    {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: options.onInput !== undefined,
      // Cells are sent one by one: there is nothing queued for the kernel to abort.
      stop_on_error: false,
    },
    (channel, message) => {
      if (channel === "stdin") void answerQuestion(message, cell, options, context);
      else cell.listen(channel, message);
    },
  );
  const finished = cell.replied.then(() => settle(cell, session));
  const end = await conclude(cell, finished, options, context);
  if (options.onLateOutput && end.status !== "dead") cell.late = true;
  else session.channels.forget(id);
  cell.throwIfCallbackFailed();
  const { unchecked } = cell;
  return {
    end,
    outputs: cell.outputs.outputs,
    durationMs: performance.now() - start,
    truncated: cell.outputs.truncated,
    ...(unchecked === undefined ? {} : { unchecked }),
  };
}

/** Without an answer the cell would wait for ever. */
async function answerQuestion(
  asked: Message,
  cell: RunningCell,
  { onInput }: ExecuteOptions,
  context: CellContext,
): Promise<void> {
  if (asked.header.msg_type !== "input_request" || !onInput) return;
  const { prompt, password } = asked.content;
  try {
    const value = await onInput({
      prompt: typeof prompt === "string" ? prompt : "",
      password: password === true,
    });
    context.session.channels.answer(asked, { value });
  } catch (cause) {
    cell.callbackFailed(cause);
    await context.interrupt().catch(() => {});
  }
}

async function conclude(
  cell: RunningCell,
  finished: Promise<void>,
  { timeoutMs }: ExecuteOptions,
  context: CellContext,
): Promise<ExecuteEnd> {
  const { session } = context;
  switch (await firstOf(finished, session, timeoutMs)) {
    case "finished":
      return cell.endFromReply(context.quirks);
    case "ended":
      return deadEnd(session);
    case "timeout":
      break;
  }
  const afterMs = timeoutMs ?? 0;
  switch (await interrupted(finished, context)) {
    case "finished":
      // The reply tells of the interrupt; the outputs get its error.
      cell.endFromReply(context.quirks);
      return { status: "timeout", afterMs, alive: true };
    case "ended":
      return { status: "timeout", afterMs, alive: false };
    case "timeout":
      session.process.kill();
      await session.process.ended;
      return { status: "timeout", afterMs, alive: false };
  }
}

/**
 * Interrupts until the cell has ended or patience has: a signal that comes while a kernel starts a
 * child, or just before it begins to wait, can get lost.
 */
async function interrupted(finished: Promise<void>, context: CellContext): Promise<Waited> {
  for (let attempt = 0; attempt < interruptAttempts; attempt++) {
    // An interrupt that cannot be sent leaves the kill.
    const sent = await context.interrupt().then(
      () => true,
      () => false,
    );
    if (!sent) return "timeout";
    const patience = context.interruptTimeoutMs / interruptAttempts;
    const waited = await firstOf(finished, context.session, patience);
    if (waited !== "timeout") return waited;
  }
  return "timeout";
}

async function deadEnd(session: Session): Promise<ExecuteEnd> {
  // What the process sent just before its end may still be on its way.
  await delay(100);
  return { status: "dead", ...(await session.process.ended) };
}

async function firstOf(
  finished: Promise<void>,
  session: Session,
  timeoutMs: number | undefined,
): Promise<Waited> {
  const clock = new AbortController();
  try {
    return await Promise.race([
      finished.then((): Waited => "finished"),
      session.process.ended.then((): Waited => "ended"),
      ...(timeoutMs === undefined || timeoutMs > longestDelayMs
        ? []
        : [delay(timeoutMs, "timeout" as const, { signal: clock.signal })]),
    ]);
  } finally {
    clock.abort();
  }
}

/** Waits, after the reply, until all output is here. */
async function settle(cell: RunningCell, session: Session): Promise<void> {
  if (await within(cell.idle, idlePatienceMs)) return;
  // iopub keeps its order: once the status of a later request arrives, all of the cell's output
  // has, and an idle that has not come never will.
  let requestId: string | undefined;
  const barrier = new Promise<void>((resolve) => {
    requestId = session.channels.request("shell", "kernel_info_request", {}, (channel) => {
      if (channel === "iopub") resolve();
    });
  });
  await within(Promise.race([cell.idle, barrier]), settleMs);
  if (requestId) session.channels.forget(requestId);
  if (!cell.isIdle) cell.outputs.markTruncated();
}

async function within(promise: Promise<void>, timeoutMs: number): Promise<boolean> {
  const clock = new AbortController();
  try {
    return await Promise.race([
      promise.then(() => true),
      delay(timeoutMs, false, { signal: clock.signal }),
    ]);
  } finally {
    clock.abort();
  }
}
