import type { JsonObject } from "../protocol/wire.js";
import { failureOf } from "./output-messages.js";
import type { CellOutputs } from "./outputs.js";
import { describeStderr } from "./tslab-stderr.js";
import type { KernelInfo } from "./types.js";

export interface CellFailure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** What is known of a cell whose reply says "error". */
export interface FailedCell {
  readonly code: string;
  readonly reply: JsonObject;
  readonly outputs: CellOutputs;
  /** The last piece of stderr the cell sent. */
  readonly lastStderr: string;
}

/** Where kernels depart from the protocol, and what is done about it. */
export interface Quirks {
  /** Milliseconds to wait after a failed cell, while the kernel would abort the next one unrun. */
  readonly pauseAfterFailureMs: number;
  /** The failure as name, text and traceback; may renew the cell's outputs. */
  failure(cell: FailedCell): CellFailure;
}

export function quirksOf(info: KernelInfo): Quirks {
  // jslab is tslab's JavaScript kernel: the same program.
  return info.implementation === "tslab" || info.implementation === "jslab" ? tslab : none;
}

const none: Quirks = {
  pauseAfterFailureMs: 0,
  failure: ({ reply }) => failureOf(reply),
};

/**
 * tslab 1.0.22 aborts, without running it, any cell that comes within 200 ms of a failed one, and
 * tells of a failure by stderr alone: no `error` output, no ename, evalue or traceback.
 */
const tslab: Quirks = {
  pauseAfterFailureMs: 300,
  failure: ({ code, reply, outputs, lastStderr }) => {
    if (typeof reply.ename === "string") return failureOf(reply);
    const { stderr, ...failure } = describeStderr({ code, outputs: outputs.outputs, lastStderr });
    outputs.replaceTail(stderr, { output_type: "error", ...failure });
    return failure;
  },
};
