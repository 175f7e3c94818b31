import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Mount } from "./bubblewrapArguments.js";

/** Of our own package, the parts that run within the sandbox. */
const parts = [
  "package.json",
  "dist/lib",
  "dist/kernel",
  "dist/grading/sandbox/runner.js",
  "dist/grading/run/job.js",
  "dist/grading/run/kernels.js",
  "dist/checks/observation",
  "dist/checks/data.js",
  "dist/checks/isOperation.js",
  "dist/checks/notAttempted.js",
];

const checks = "dist/checks";

/**
 * Our package as an answer finds it: these parts and no others, so that a file which is new is not in
 * there until somebody puts it in. What answers are compared with, the lessons' exercises and sources,
 * stays out. `softgrad/checks` is another module there, under the types of the whole one.
 */
export function packageView(packageFolder: string, to: string): Mount[] {
  const at = (path: string, from = path): Mount => ({
    from: join(packageFolder, from),
    to: `${to}/${path}`,
  });
  return [
    ...parts.map((path) => at(path)),
    at(`${checks}/index.js`, `${checks}/sandboxed.js`),
    ...declarations(join(packageFolder, checks)).map((path) => at(`${checks}/${path}`)),
  ];
}

/** Types alone; those of single lessons stay out too, for the comments that are kept in them. */
function declarations(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) =>
      path.endsWith(".d.ts") &&
      !path.startsWith("observation/") &&
      (!path.startsWith("lessons/") || path === "lessons/index.d.ts"),
  );
}
