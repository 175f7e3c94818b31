import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
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
  stamp.clear();
  const sources = lessonsDigest(root);
  const scratch = join(root, ".softgrad", "build");
  await buildInto(scratch, root, env);

  const built = {};
  const kept = [];
  for (const path of builtFiles(root)) {
    const name = relative(root, path);
    const fresh = readFileSync(join(scratch, name), "utf8");
    built[name] = digestText(fresh);
    // Neither what was just built nor what an earlier build left: somebody has worked in it.
    const found = existsSync(path) ? digestText(readFileSync(path, "utf8")) : undefined;
    const isRelease = dirname(name) === "notebooks";
    if (isRelease && found !== undefined && found !== built[name] && found !== before[name]) {
      kept.push(basename(path));
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    if (found !== built[name]) writeFileSync(path, fresh);
  }
  stamp.write({ sources, built });
  if (kept.length > 0) return `kept your work in ${kept.join(", ")}`;
}

/** Builds beside the checkout's own notebooks, which may hold a learner's work at any moment. */
async function buildInto(scratch, root, env) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(join(scratch, "notebooks"), { recursive: true });
  for (const source of lessonSources(root)) {
    copyFileSync(source, join(scratch, "notebooks", basename(source)));
  }
  const main = join(root, "dist", "cli", "main.js");
  const { code, output } = await quietly(
    process.execPath,
    [main, "build-notebooks", "--root", scratch],
    { cwd: root, env },
  );
  if (code === 0) return;
  throw new UserError(
    "Cannot build the lessons' notebooks.",
    "Correct what is named above in notebooks/*.ts and run the command again.",
    { details: lastLines(output) },
  );
}
