import { z } from "zod";
import { kernelNames } from "../run/kernels.js";

export const exerciseStates = [
  "correct",
  "incorrect",
  "notAttempted",
  "uncheckable",
  "delegated",
  "notRun",
] as const;

const exercise = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(exerciseStates).meta({
    description: "notRun: nobody knows whether it is right; all others are the learner's result",
  }),
  score: z.number().nonnegative().nullable().meta({ description: "null for notRun" }),
  maxScore: z.number().positive(),
  message: z.string().meta({ description: "What happened, in words for the learner" }),
  case: z.string().exactOptional().meta({ description: "The first case that failed" }),
  hiddenCase: z.boolean().exactOptional(),
  diagnosis: z.string().exactOptional().meta({ description: "Id of a known wrong answer" }),
});

const submission = z.object({
  student: z.string(),
  file: z.string().meta({ description: "Below the folder of submissions" }),
  assignment: z.string().nullable(),
  status: z.enum(["graded", "incomplete", "notRun"]).meta({
    description: "incomplete: at least one exercise was not run; notRun: none was",
  }),
  reason: z.object({ code: z.string(), message: z.string() }).exactOptional(),
  score: z.number().nonnegative().nullable().meta({ description: "null for notRun, never 0" }),
  maxScore: z.number().nonnegative().nullable(),
  seconds: z.number().nonnegative(),
  exercises: z.array(exercise),
  notes: z.array(z.string()),
  feedback: z.string().meta({ description: "HTML file for the student, beside results.json" }),
});

const assignment = z.object({
  id: z.string(),
  title: z.string(),
  maxScore: z.number().positive(),
  exercises: z.array(
    z.object({ id: z.string(), title: z.string(), points: z.number().positive() }),
  ),
});

/** Everything that a grading found out; every report is made from it. */
export const resultsSchema = z
  .object({
    format: z.literal("softgrad-results"),
    version: z.literal(1),
    softgrad: z.string().meta({ description: "Version of the grader" }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    seed: z
      .string()
      .meta({ description: "Of the hidden cases; the same seed gives the same scores" }),
    sandbox: z.enum(["bubblewrap", "none"]),
    kernel: z.enum(kernelNames),
    interrupted: z.boolean(),
    assignments: z.array(assignment),
    submissions: z.array(submission),
    ignoredFiles: z.array(z.string()),
  })
  .meta({ title: "Results of softgrad grade" });

export type Results = z.infer<typeof resultsSchema>;
export type SubmissionResult = z.infer<typeof submission>;
export type ExerciseResult = z.infer<typeof exercise>;

/** The results as JSON Schema, for programs in other languages. */
export function resultsJsonSchema(): object {
  return z.toJSONSchema(resultsSchema);
}
