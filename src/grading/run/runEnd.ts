import type { Exceeded } from "../sandbox/watch.js";

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
