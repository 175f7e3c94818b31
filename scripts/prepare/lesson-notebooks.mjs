import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { quietly } from "./command.mjs";
import { sourcesDigest } from "./dist.mjs";
import { lastLines, UserError } from "./errors.mjs";
import { digest, digestText, filesUnder, Stamp } from "./stamp.mjs";

/** The step that builds the lessons' notebooks from their sources, and keeps a learner's work. */
export function lessonNotebooksStep(root, env = process.env) {
  return {
    title: "Lesson notebooks",
    isCurrent: () => notebooksProblem(root) === undefined,
    run: () => buildNotebooks(root, env),
  };
}

function lessonSources(root) {
  return filesUnder(join(root, "notebooks"), (name) => /^\d.*\.ts$/.test(name));
}

function builtFiles(root) {
  return lessonSources(root).flatMap((source) => {
    const name = `${basename(source, ".ts")}.ipynb`;
    return [join(root, "notebooks", name), join(root, ".softgrad", "masters", name)];
  });
}

/** Why the notebooks have to be built again, or undefined when they need not. */
export function notebooksProblem(root) {
  const stamp = new Stamp(root, "notebooks").read();
  if (!stamp) return "they were never built here";
  if (stamp.sources !== lessonsDigest(root)) return "the lessons have changed";
  return builtFiles(root).find((path) => !existsSync(path));
}

// A notebook also says how many points an exercise has, and those are declared in src/checks.
function lessonsDigest(root) {
  return digest(root, lessonSources(root), [sourcesDigest(root)]);
}

async function buildNotebooks(root, env) {
  const stamp = new Stamp(root, "notebooks");
  const before = stamp.read()?.built ?? {};
  const releases = filesUnder(join(root, "notebooks"), (name) => name.endsWith(".ipynb"));
  const found = releases.map((path) => ({ path, text: readFileSync(path, "utf8") }));
  stamp.clear();
  const sources = lessonsDigest(root);

  const main = join(root, "dist", "cli", "main.js");
  const { code, output } = await quietly(process.execPath, [main, "build-notebooks"], {
    cwd: root,
    env,
  });
  if (code !== 0) {
    throw new UserError(
      "Cannot build the lessons' notebooks.",
      "Correct what is named above in notebooks/*.ts and run the command again.",
      { details: lastLines(output) },
    );
  }

  const built = {};
  const kept = [];
  for (const path of builtFiles(root)) built[path] = digestText(readFileSync(path, "utf8"));
  for (const { path, text } of found) {
    // Neither what was just built nor what an earlier build left: somebody has worked in it.
    const isBuilt = [built[path], before[path]].includes(digestText(text));
    if (isBuilt || built[path] === undefined) continue;
    writeFileSync(path, text);
    kept.push(basename(path));
  }
  stamp.write({ sources, built });
  if (kept.length > 0) return `kept your work in ${kept.join(", ")}`;
}
