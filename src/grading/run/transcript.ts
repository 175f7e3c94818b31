import type { CellEnd, JobCell, RunRecord } from "./job.js";
import type { RunEnd } from "./runEnd.js";

export interface FinishedCell {
  readonly end: CellEnd;
  readonly observations: readonly unknown[];
  readonly truncated: boolean;
  readonly unchecked?: string | undefined;
}

/** What a record asks of whoever reads it: to wait for the next one so long, or to wait no more. */
export type Next = { readonly withinMs: number } | { readonly end: RunEnd };

/** For the interrupt of a cell that is out of time, before the whole sandbox goes. */
const graceMs = 10_000;

/**
 * What the runner's records add up to. They come from within the sandbox: one that does not fit to
 * those before it counts for nothing.
 */
export class Transcript {
  /** By index of the job's cells. */
  readonly finished = new Map<number, FinishedCell>();
  #running: number | undefined;
  /** Cells start in order, each once; so what is said of them cannot go on for ever. */
  #next = 0;

  constructor(private readonly cells: readonly JobCell[]) {}

  /** The cell that has started and not finished. */
  get running(): number | undefined {
    return this.#running;
  }

  take(record: RunRecord): Next | undefined {
    switch (record.type) {
      case "ready":
        return { withinMs: graceMs };
      case "started": {
        const cell = this.cells[record.cell];
        if (cell === undefined || record.cell < this.#next) return undefined;
        this.#next = record.cell + 1;
        this.#running = record.cell;
        return { withinMs: cell.timeoutMs + graceMs };
      }
      case "finished": {
        if (record.cell !== this.#running && record.end.status !== "skipped") return undefined;
        if (this.finished.has(record.cell) || this.cells[record.cell] === undefined) {
          return undefined;
        }
        this.finished.set(record.cell, record);
        if (record.cell === this.#running) this.#running = undefined;
        return { withinMs: graceMs };
      }
      case "failed":
        return { end: { status: "failed", message: record.message } };
      case "done":
        return { end: { status: "done" } };
    }
  }
}
