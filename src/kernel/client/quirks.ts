import type { CellOutputs } from "./outputs.js";
import { failureOf } from "./outputs.js";
import type { KernelInfo } from "./types.js";
import type { JsonObject } from "./wire.js";

export interface CellFailure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** Where kernels depart from the protocol, and what is done about it. */
export interface Quirks {
  /** Milliseconds to wait after a failed cell, while the kernel would abort the next one unseen. */
  readonly pauseAfterFailureMs: number;
  /** The failure of a cell whose reply says "error"; may renew the cell's outputs. */
  failure(reply: JsonObject, outputs: CellOutputs, lastStderr: string): CellFailure;
}

export function quirksOf(info: KernelInfo): Quirks {
  return info.implementation === "tslab" || info.implementation === "jslab" ? tslab : none;
}

const none: Quirks = {
  pauseAfterFailureMs: 0,
  failure: (reply) => failureOf(reply),
};

const tslab: Quirks = {
  pauseAfterFailureMs: 300,
  failure: (reply) => failureOf(reply),
};
