import { z } from "zod";
import type { Data } from "../data.js";

export type Parsed<T> =
  | { readonly status: "ok"; readonly value: T }
  | {
      readonly status: "failed";
      /** Finishes the sentence "the results are …". */
      readonly reason: string;
    };

const maxNodes = 1_000_000;
const maxDepth = 64;

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

export const dataSchema: z.ZodType<Data> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.strictObject({ tensor }),
    z.strictObject({ number: nonFinite }),
    z.array(dataSchema),
    z.strictObject({ record: z.record(z.string(), dataSchema) }),
  ]),
);

/** Validates what nobody vouches for; what is too large, too deep or throws when it is read is malformed too. */
export function parseSafely<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
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
