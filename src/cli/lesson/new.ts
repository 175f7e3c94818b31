import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { defineCommand } from "citty";
import { UsageError } from "../usageError.js";
import { type LessonName, lessonName } from "./name.js";
import { register } from "./register.js";
import { lessonFiles } from "./template.js";

const index = "src/checks/lessons/index.ts";

/** `softgrad lesson new NN-stem`: the files of a lesson that runs, and its place among the others. */
export const newLesson = defineCommand({
  meta: { name: "lesson new", description: "Write a lesson from a template and register it" },
  args: {
    name: {
      type: "positional",
      description: "Two digits and words: 10-boundary-loss",
      required: true,
    },
    root: { type: "string", description: "The checkout", default: "." },
  },
  run({ args }): void {
    const root = resolve(args.root);
    if (!existsSync(join(root, index))) {
      throw new UsageError(
        `Cannot make a lesson: ${root} holds no ${index}. Run this in the checkout, or pass --root`,
      );
    }
    const taken = readdirSync(join(root, "notebooks")).flatMap(
      (name) => /^(\d\d-.+)\.ts$/.exec(name)?.[1] ?? [],
    );
    const named = lessonName(args.name, taken);
    if (named.status === "failed") throw new UsageError(named.message);
    const files = lessonFiles(named.name);
    const there = Object.keys(files).find((path) => existsSync(join(root, path)));
    if (there !== undefined) {
      throw new UsageError(
        `Cannot make lesson ${named.name.stem}: ${there} exists. Remove it, or choose another name`,
      );
    }
    const registered = register(readFileSync(join(root, index), "utf8"), named.name);
    if (registered === undefined) {
      throw new UsageError(
        `Cannot make lesson ${named.name.stem}: ${index} has no list "exercises" to add it to. Restore it from git`,
      );
    }
    for (const [path, text] of Object.entries({ ...files, [index]: registered })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      console.log(`wrote ${path}`);
    }
    console.log(next(named.name));
  },
});

const next = ({ stem, words }: LessonName): string => `
Next:
  npm run format && npm run build && npm run build:notebooks
  npx vitest run test/lessons -t ${words}
  npm start
The tests of the lesson pass, but for one that counts its exercises.
Then write notebooks/${stem}.ts where it says TODO, and three more exercises (docs/teaching.md says how).`;
