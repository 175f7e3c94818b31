import { z } from "zod";
import type { Data } from "./data.js";
import type { Case, Observation } from "./exercise.js";

export type Parsed<T> =
  | { readonly status: "ok"; readonly value: T }
  | {
      readonly status: "failed";
      /** Finishes the sentence "the results are …". */
      readonly reason: string;
    };

const maxNodes = 1_000_000;
const maxDepth = 64;

/** Longer than any message that observing writes. */
const text = z.string().max(5_000);

const nonFinite = z.enum(["NaN", "Infinity", "-Infinity"]);

const tensor = z
  .strictObject({
    shape: z.array(z.int().nonnegative()).max(8),
    dtype: z.enum(["float32", "int32", "bool"]),
    values: z.array(z.union([z.number(), nonFinite])),
  })
  .refine(
    ({ shape, values }) => shape.reduce((size, length) => size * length, 1) === values.length,
    "a tensor whose shape does not hold its values",
  );

const data: z.ZodType<Data> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.strictObject({ tensor }),
    z.strictObject({ number: nonFinite }),
    z.array(data),
    z.strictObject({ record: z.record(z.string(), data) }),
  ]),
);

const observation: z.ZodType<Observation> = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("returned"),
    value: data,
    gradient: data.exactOptional(),
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

const cases = z.array(z.strictObject({ name: z.string(), inputs: z.array(data) }));

/** Validates what came out of a process that nobody vouches for: one observation for each case. */
export function parseObservations(value: unknown, count: number): Parsed<Observation[]> {
  const parsed = parseSafely(z.array(observation), value);
  if (parsed.status === "failed") return parsed;
  if (parsed.value.length === count) return parsed;
  const reason = `not one for each case: ${parsed.value.length} for ${count}`;
  return { status: "failed", reason };
}

/** Validates cases that were sent as JSON. */
export function parseCases(value: unknown): Parsed<Case[]> {
  return parseSafely(cases, value);
}

function parseSafely<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  try {
    if (tooBig(value)) return { status: "failed", reason: "too large or too deep" };
    const parsed = schema.safeParse(value);
    if (parsed.success) return { status: "ok", value: parsed.data };
    const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
    return {
      status: "failed",
      reason: path === "" ? "malformed" : `malformed at ${path}`,
    };
  } catch {
    return { status: "failed", reason: "unreadable" };
  }
}

/** Level by level, not by recursion: the value may be nested to hurt, or hold itself. */
function tooBig(value: unknown): boolean {
  let level: unknown[] = [value];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    nodes += level.length;
    if (depth > maxDepth || nodes > maxNodes) return true;
    level = level.flatMap((parent) =>
      typeof parent === "object" && parent !== null ? Object.values(parent) : [],
    );
  }
  return false;
}
