import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { defineCommand } from "citty";
import { exercises } from "../checks/index.js";
import { type BuildEffects, buildNotebooks, type LessonSource } from "../notebook/index.js";

/** `softgrad build-notebooks`: notebooks/NN-*.ipynb and their solved masters from NN-*.ts. */
export default defineCommand({
  meta: {
    name: "build-notebooks",
    description: "Build the lesson notebooks and their solved masters from the lesson sources",
  },
  args: {
    check: {
      type: "boolean",
      description: "Write nothing; fail if a notebook is not what its source gives",
    },
    force: {
      type: "boolean",
      description: "Replace notebooks in which cells have been run",
    },
    root: { type: "string", description: "The checkout", default: "." },
  },
  run({ args }) {
    const root = resolve(args.root);
    const effects = fileEffects(root);
    const lessons = readLessons(root);
    if (typeof lessons === "string") {
      effects.log(lessons);
      process.exitCode = 1;
      return;
    }
    const { check = false, force = false } = args;
    const { status, written } = buildNotebooks(lessons, effects, { check, force });
    if (status === "failed") process.exitCode = 1;
    else if (written.length === 0) effects.log(`${lessons.length} lessons are up to date`);
  },
});

/** The lessons of a checkout, or one line that says why there are none. */
function readLessons(root: string): LessonSource[] | string {
  const folder = join(root, "notebooks");
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return `Cannot build notebooks: ${folder} cannot be read. Run this in the checkout, or pass --root.`;
  }
  const stems = names.flatMap((name) => /^(\d\d-[\w-]+)\.ts$/.exec(name)?.[1] ?? []).toSorted();
  const homeless = exercises.find(({ lesson }) => !stems.includes(lesson));
  if (homeless !== undefined) {
    return `Cannot build notebooks: exercise "${homeless.id}" belongs to lesson ${homeless.lesson}, and notebooks/${homeless.lesson}.ts is missing. Write it, or correct the exercise's lesson.`;
  }
  return stems.map((stem) => ({
    stem,
    source: readFileSync(join(folder, `${stem}.ts`), "utf8"),
    points: Object.fromEntries(
      exercises.filter(({ lesson }) => lesson === stem).map(({ id, points }) => [id, points]),
    ),
  }));
}

function fileEffects(root: string): BuildEffects {
  return {
    read: (path) => {
      try {
        return readFileSync(join(root, path), "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    write: (path, text) => {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    log: (line) => console.log(line),
  };
}
