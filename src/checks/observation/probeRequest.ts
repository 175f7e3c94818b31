import { z } from "zod";
import type { Case, Exercise, ProbedExercise } from "../exercise.js";
import { dataSchema, type Parsed, parseSafely } from "./parseData.js";

/** What a grader asks of a probe. */
export interface ProbeRequest {
  readonly exercise: ProbedExercise;
  readonly cases: readonly Case[];
}

const schema: z.ZodType<ProbeRequest> = z.strictObject({
  exercise: z.strictObject({
    id: z.string(),
    answer: z.strictObject({ kind: z.enum(["function", "value"]), name: z.string() }),
    gradientOf: z.int().nonnegative().exactOptional(),
    delegates: z.array(z.string()),
  }),
  cases: z.array(z.strictObject({ name: z.string(), inputs: z.array(dataSchema) })),
});

/**
 * Writes the request for `probe` as JSON. It holds all that observing an answer takes and nothing of the
 * right one, so that the process that runs the answer needs no exercises of its own.
 */
export function probeRequest(exercise: Exercise, cases: readonly Case[]): string {
  const { id, answer, gradientOf, delegates } = exercise;
  return JSON.stringify({ exercise: { id, answer, gradientOf, delegates }, cases });
}

/** Reads a request again. */
export function parseProbeRequest(json: string): Parsed<ProbeRequest> {
  return parseSafely(schema, JSON.parse(json));
}
