import type { GoldenCase } from "./runCase.mjs";

export function readCases(file: string): GoldenCase[];
