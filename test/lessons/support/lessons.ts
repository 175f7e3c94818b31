import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Exercise, exercises } from "../../../src/checks/index.js";
import { type Notebook, notebookFromPercent } from "../../../src/notebook/index.js";

/** The checkout's root. */
export const checkout = fileURLToPath(new URL("../../..", import.meta.url));

export const lessons = [...new Set(exercises.map(({ lesson }) => lesson))];

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
