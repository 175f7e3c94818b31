import { z } from "zod";

// Strict where cells could be taken for others, lenient in all that no grade depends on: an editor's
// odd output or metadata is dropped, and costs nobody the notebook.

const text = z
  .union([z.string(), z.array(z.string())], { error: "expected text or an array of lines" })
  .transform((value) => (typeof value === "string" ? value : value.join("")));

/** Text representations may be arrays of lines; JSON ones stay as they are. */
const bundle = z
  .record(z.string(), z.unknown())
  .transform((data) =>
    Object.fromEntries(
      Object.entries(data).map(([mimeType, value]) => [
        mimeType,
        !isJsonType(mimeType) && isLines(value) ? value.join("") : value,
      ]),
    ),
  );

function isJsonType(mimeType: string): boolean {
  return mimeType === "application/json" || mimeType.endsWith("+json");
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

const count = z.number().nullable().optional().default(null).catch(null);
const record = z.record(z.string(), z.unknown());

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
  z.object({ output_type: z.literal("display_data"), data: bundle, metadata: record.default({}) }),
  z.object({
    output_type: z.literal("execute_result"),
    execution_count: count,
    data: bundle,
    metadata: record.default({}),
  }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const nbgrader = z.object({
  schema_version: z.literal(3),
  grade: z.boolean(),
  locked: z.boolean(),
  solution: z.boolean(),
  task: z.boolean().default(false),
  grade_id: z.string(),
  points: z.number().exactOptional(),
  checksum: z.string().exactOptional(),
  cell_type: z.enum(["code", "markdown", "raw"]).exactOptional(),
});

/** nbgrader's part is dropped where it is not version 3: a learner's file may hold anything. */
const metadata = z
  .looseObject({ nbgrader: nbgrader.optional().catch(undefined) })
  .default({})
  .catch({})
  .transform(({ nbgrader: read, ...others }) =>
    read === undefined ? others : { ...others, nbgrader: read },
  );

/** An id that Jupyter would not accept counts as none. */
const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .optional()
  .catch(undefined);

const attachments = z.record(z.string(), bundle).optional().catch(undefined);

const outputs = z
  .array(output.nullable().catch(null))
  .default([])
  .catch([])
  .transform((read) => read.filter((one) => one !== null));

const cell = z.discriminatedUnion(
  "cell_type",
  [
    z.object({
      cell_type: z.literal("code"),
      id,
      metadata,
      source: text,
      execution_count: count,
      outputs,
    }),
    z.object({ cell_type: z.literal("markdown"), id, metadata, source: text, attachments }),
    z.object({ cell_type: z.literal("raw"), id, metadata, source: text, attachments }),
  ],
  { error: 'expected a cell with "cell_type" code, markdown or raw' },
);

const kernelspec = z.looseObject({
  name: z.string(),
  display_name: z.string(),
  language: z.string().exactOptional(),
});

const notebookMetadata = z
  .looseObject({
    kernelspec: kernelspec.optional().catch(undefined),
    language_info: z.looseObject({ name: z.string() }).optional().catch(undefined),
    softgrad: z
      .looseObject({ lesson: z.string(), notice: z.string().exactOptional() })
      .optional()
      .catch(undefined),
  })
  .default({})
  .catch({})
  .transform(({ kernelspec: kernel, language_info, softgrad, ...others }) => ({
    ...others,
    ...(kernel === undefined ? {} : { kernelspec: kernel }),
    ...(language_info === undefined ? {} : { language_info }),
    ...(softgrad === undefined ? {} : { softgrad }),
  }));

export const notebookSchema = z.object({
  metadata: notebookMetadata,
  cells: z.array(cell, { error: '"cells" must be a list of cells' }),
});
