import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "..", "..", "src");

/** Who may import whom, besides itself; `grading` sees of the kernel its client alone. */
const arrows: Record<string, readonly string[]> = {
  lib: [],
  notebook: [],
  kernel: [],
  checks: ["lib"],
  execution: ["notebook", "kernel/client"],
  grading: ["notebook", "checks", "kernel/client"],
  cli: ["lib", "notebook", "checks", "execution", "grading", "kernel"],
};

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => path.split(sep).join("/"));

/** The files of ours that a file imports, as paths below src/. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)];
  return specifiers.map(([, specifier = ""]) =>
    relative(source, join(source, file, "..", specifier))
      .split(sep)
      .join("/"),
  );
}

const within = (file: string, folder: string) => file.startsWith(`${folder}/`);

describe("the arrows between the parts", () => {
  it("finds source files to look at", () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(10);
  });

  it("knows every part", () => {
    const parts = new Set(files.map((file) => file.split("/")[0]));
    expect([...parts].filter((part) => part !== undefined && !(part in arrows))).toEqual([]);
  });

  it.each(Object.entries(arrows))("%s imports only what it may", (part, allowed) => {
    const strays = files
      .filter((file) => within(file, part))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => ![part, ...allowed].some((folder) => within(target, folder)));
    expect(strays).toEqual([]);
  });
});

describe("what a browser can load", () => {
  it("keeps Node's modules out of the library's own imports", () => {
    const strays = files
      .filter((file) => within(file, "lib"))
      .filter((file) => /^import .*"node:/m.test(readFileSync(join(source, file), "utf8")));
    expect(strays).toEqual([]);
  });
});
