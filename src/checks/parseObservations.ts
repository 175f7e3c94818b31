import { z } from "zod";
import type { Observation } from "./exercise.js";
import { dataSchema, type Parsed, parseSafely } from "./observation/parseData.js";

/** Longer than any message that observing writes. */
const text = z.string().max(5_000);

const observation: z.ZodType<Observation> = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("returned"),
    value: dataSchema,
    gradient: dataSchema.exactOptional(),
    gradientError: text.exactOptional(),
    delegatedTo: text.exactOptional(),
  }),
  z.strictObject({ status: z.literal("notAttempted") }),
  z.strictObject({
    status: z.literal("threw"),
    name: text,
    message: text,
    line: text.exactOptional(),
  }),
  z.strictObject({ status: z.literal("unusable"), got: text }),
]);

/** Validates what came out of a process that nobody vouches for: one observation for each case. */
export function parseObservations(value: unknown, count: number): Parsed<Observation[]> {
  const parsed = parseSafely(z.array(observation), value);
  if (parsed.status === "failed") return parsed;
  if (parsed.value.length === count) return parsed;
  const reason = `not one for each case: ${parsed.value.length} for ${count}`;
  return { status: "failed", reason };
}
