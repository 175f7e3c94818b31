import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exercise } from "../../checks/exercise.js";
import { type Assignment, assignmentFrom } from "./assignment.js";

export type Loaded =
  | { readonly status: "loaded"; readonly assignments: readonly Assignment[] }
  | { readonly status: "failed"; readonly message: string };

/** Loads every lesson that has exercises from the folder of lesson sources. */
export async function loadAssignments(
  exercises: readonly Exercise[],
  folder: string,
): Promise<Loaded> {
  const assignments: Assignment[] = [];
  for (const id of new Set(exercises.map(({ lesson }) => lesson))) {
    const path = join(folder, `${id}.ts`);
    let source: string;
    try {
      source = await readFile(path, "utf8");
    } catch (cause) {
      const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
      return { status: "failed", message: `Cannot read the lesson ${path}: ${why}` };
    }
    const own = exercises.filter((exercise) => exercise.lesson === id);
    const built = assignmentFrom(id, source, own);
    if (built.status === "failed") return built;
    assignments.push(built.assignment);
  }
  return { status: "loaded", assignments };
}
