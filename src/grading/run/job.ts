import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { kernelNames } from "./kernels.js";

/** MIME type of the one output by which a probe tells what an answer did. */
export const observationsMime = "application/vnd.softgrad.observations+json";

const jobCell = z.object({
  /** Id of the master's cell; a probe has its exercise's id and "-probe". */
  id: z.string(),
  kind: z.enum(["given", "answer", "probe"]),
  source: z.string(),
  timeoutMs: z.number().positive(),
  /** Exercise whose answer this is, or that is probed. */
  exercise: z.string().optional(),
  /** Exercises whose answers must have worked, else the cell is skipped. */
  needs: z.array(z.string()),
});

/** What the grader asks of the runner within the sandbox. */
export const jobSchema = z.object({
  kernel: z.enum(kernelNames),
  startTimeoutMs: z.number().positive(),
  cells: z.array(jobCell),
});

export type JobCell = z.infer<typeof jobCell>;
export type Job = z.infer<typeof jobSchema>;

/** Texts are cut to this by the runner and refused above it by the grader. */
export const textLimit = 4000;
/** Without colours and other orders to a terminal: it is shown on pages, and on a teacher's terminal. */
const text = z
  .string()
  .max(textLimit + 1)
  .transform(stripVTControlCharacters);

const cellEnd = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok") }),
  z.object({
    status: z.literal("error"),
    ename: text,
    evalue: text,
    traceback: z.array(text).max(40),
  }),
  z.object({ status: z.literal("aborted") }),
  z.object({ status: z.literal("timeout"), afterMs: z.number(), alive: z.boolean() }),
  z.object({ status: z.literal("dead"), exitCode: z.number().nullable(), signal: text.nullable() }),
  z.object({ status: z.literal("skipped") }),
]);

/** One line from the runner. It comes from within the sandbox, so all of it may be a lie. */
export const recordSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("failed"), message: text }),
  z.object({ type: z.literal("started"), cell: z.number().int().nonnegative() }),
  z.object({
    type: z.literal("finished"),
    cell: z.number().int().nonnegative(),
    end: cellEnd,
    /** Every output with the observations' MIME type; an honest probe sends one. */
    observations: z.array(z.unknown()).max(3),
    truncated: z.boolean(),
    /** Why the kernel did not check the cell's types. */
    unchecked: text.optional(),
  }),
  z.object({ type: z.literal("done") }),
]);

export type CellEnd = z.infer<typeof cellEnd>;
export type RunRecord = z.infer<typeof recordSchema>;
