import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Exercise, exercises } from "../../../src/checks/index.js";
import { type Notebook, notebookFromPercent } from "../../../src/notebook/index.js";

/** The checkout's root. */
export const checkout = fileURLToPath(new URL("../../..", import.meta.url));

export const lessons = [...new Set(exercises.map(({ lesson }) => lesson))];

/** The notebook that shows how notebooks work: one exercise to practise on, and no subject. */
export const welcome = "00-welcome";

/** Two lessons may have fewer exercises than the others, and larger ones. */
const fewer: readonly string[] = ["07-soft-targets", "09-capstone"];

/** The least and the most exercises of a lesson. */
export function exerciseRange(lesson: string): readonly [least: number, most: number] {
  if (lesson === welcome) return [1, 1];
  return [fewer.includes(lesson) ? 2 : 4, 6];
}

export const exercisesOf = (lesson: string): readonly Exercise[] =>
  exercises.filter((exercise) => exercise.lesson === lesson);

/** A lesson's solved notebook, built in memory from its source. */
export function masterOf(lesson: string): Notebook {
  const source = readFileSync(`${checkout}/notebooks/${lesson}.ts`, "utf8");
  const points = Object.fromEntries(exercisesOf(lesson).map(({ id, points }) => [id, points]));
  const built = notebookFromPercent(source, { lesson, points });
  if (built.status === "failed") {
    throw new Error(built.problems.map(({ message }) => message).join("\n"));
  }
  return built.notebook;
}
