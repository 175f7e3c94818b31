import type * as tf from "@tensorflow/tfjs";
import type { GoldenTable } from "./functions.mjs";

export interface GoldenCase {
  readonly id: string;
  readonly loss: string;
  readonly tags?: readonly string[];
}

export type GoldenResult =
  | { readonly status: "passed" | "unmapped" }
  | { readonly status: "failed"; readonly reasons: readonly string[] };

export function runCase(golden: GoldenCase, table: GoldenTable, tfjs: typeof tf): GoldenResult;
