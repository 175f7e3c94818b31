import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { packageView } from "../../src/grading/sandbox/packageView.js";
import { root } from "./support/lesson.js";

/** Each script of the view: where it lies in the sandbox, and its text. */
const scripts = new Map(
  packageView(root, "").flatMap(({ from = "", to }) =>
    filesOf(from)
      .filter((path) => path.endsWith(".js"))
      .map((path) => [`${to}${path.slice(from.length)}`, readFileSync(path, "utf8")]),
  ),
);

// Without this an answer's process would end at its first import, and everybody be "not run".
test("the sandbox holds every file that its scripts import", () => {
  const imported = [...scripts].flatMap(([path, text]) =>
    [...text.matchAll(/^(?:import|export)\b[^"';]*["'](\.[^"']+\.js)["'];$/gm)].map(
      ([, specifier = ""]) => join(dirname(path), specifier),
    ),
  );
  expect(imported.length).toBeGreaterThan(100);
  expect([...new Set(imported)].filter((path) => !scripts.has(path))).toEqual([]);
});

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((inside) => join(path, inside))
    .filter((file) => statSync(file).isFile());
}
