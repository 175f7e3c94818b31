import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { quietly } from "./command.mjs";
import { lastLines, UserError } from "./errors.mjs";
import { digest, filesUnder, Stamp } from "./stamp.mjs";

/** The step that builds dist/ from src/. */
export function distStep(root, env = process.env) {
  return {
    title: "Library and command line",
    isCurrent: () => distProblem(root) === undefined,
    run: () => buildDist(root, env),
  };
}

/** What dist/ is made of, in one digest. */
export function sourcesDigest(root) {
  const sources = filesUnder(join(root, "src"));
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json", "scripts/build.mjs"];
  const steps = filesUnder(join(root, "scripts", "build"));
  const compiler = ["node_modules/typescript/package.json", "node_modules/esbuild/package.json"];
  return digest(root, [
    ...sources,
    ...steps,
    ...[...settings, ...compiler].map((path) => join(root, path)),
  ]);
}

/** Why dist/ has to be built again, or undefined when it need not. */
export function distProblem(root) {
  const stamp = new Stamp(root, "dist").read();
  if (!stamp) return "it was never finished";
  if (stamp.sources !== sourcesDigest(root)) return "the sources have changed";
  const lost = stamp.files.find((path) => !existsSync(join(root, path)));
  return lost === undefined ? undefined : `${lost} is missing`;
}

async function buildDist(root, env) {
  const stamp = new Stamp(root, "dist");
  stamp.clear();
  const sources = sourcesDigest(root);
  const script = join(root, "scripts", "build.mjs");
  const { code, output } = await quietly(process.execPath, [script], { cwd: root, env });
  if (code !== 0) {
    throw new UserError(
      "Cannot build dist/: the TypeScript compiler found errors.",
      "Correct them (npm run types lists them all) and run the command again.",
      { details: lastLines(output) },
    );
  }
  const files = filesUnder(join(root, "dist")).map((path) => relative(root, path));
  stamp.write({ sources, files });
}
