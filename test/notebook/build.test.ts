import { describe, expect, test } from "vitest";
import { type BuildEffects, buildNotebooks, parseNotebook } from "../../src/notebook/index.js";
import { lesson, lessonPoints } from "./lesson.js";

const lessons = [{ stem: "09-sums", source: lesson, points: lessonPoints }];
const path = "notebooks/09-sums.ipynb";
const master = ".softgrad/masters/09-sums.ipynb";

/** A tree in memory, and what was said. */
function world(files: Record<string, string> = {}) {
  const log: string[] = [];
  const effects: BuildEffects = {
    read: (name) => files[name] ?? null,
    write: (name, text) => {
      files[name] = text;
    },
    log: (line) => log.push(line),
  };
  return { files, log, effects };
}

function builtWorld() {
  const { files, effects } = world();
  buildNotebooks(lessons, effects);
  return world(files);
}

describe("buildNotebooks", () => {
  test("writes the release and the solved master", () => {
    const { files, log, effects } = world();
    expect(buildNotebooks(lessons, effects)).toEqual({ status: "built", written: [path, master] });
    expect(log).toEqual([`wrote ${path}`, `wrote ${master}`]);
    expect(files[path]).toContain("throw new NotAttempted");
    expect(files[path]).not.toContain("total += value");
    expect(files[master]).toContain("total += value");
    expect(files[master]).not.toContain("throw new NotAttempted");
  });

  test("leaves no difference the second time", () => {
    const { effects, log } = builtWorld();
    expect(buildNotebooks(lessons, effects)).toEqual({ status: "built", written: [] });
    expect(buildNotebooks(lessons, effects, { check: true }).status).toBe("built");
    expect(log).toEqual([]);
  });

  test("--check names the first cell that differs, and writes nothing", () => {
    const { files, effects, log } = builtWorld();
    const before = { ...files };
    const changed = [{ ...lessons[0], source: lesson.replace("Add numbers", "Add them") }];
    expect(buildNotebooks(changed as typeof lessons, effects, { check: true }).status).toBe(
      "failed",
    );
    expect(log).toEqual([
      `${path}: cell 1 ("goal") is not what its source gives. Run: npm run build:notebooks`,
    ]);
    expect(files).toEqual(before);
  });

  test("--check names a file that is missing", () => {
    const { effects, log } = world();
    expect(buildNotebooks(lessons, effects, { check: true })).toEqual({
      status: "failed",
      written: [],
    });
    expect(log).toEqual([`${path} is missing. Run: npm run build:notebooks`]);
  });

  test("--check sees another layout of the same notebook", () => {
    const { files, effects, log } = builtWorld();
    files[path] = JSON.stringify(JSON.parse(files[path] ?? ""));
    expect(buildNotebooks(lessons, effects, { check: true }).status).toBe("failed");
    expect(log).toEqual([
      `${path}: its metadata or layout is not what its source gives. Run: npm run build:notebooks`,
    ]);
  });

  test("--check does not ask for the masters, which git ignores", () => {
    const { files, effects } = builtWorld();
    delete files[master];
    expect(buildNotebooks(lessons, effects, { check: true }).status).toBe("built");
  });

  test("does not replace a notebook in which somebody has run cells, unless forced", () => {
    const { files, effects, log } = builtWorld();
    const worked = (files[path] ?? "").replace('"execution_count": null', '"execution_count": 4');
    expect(parseNotebook(worked).status).toBe("ok");
    files[path] = worked;
    expect(buildNotebooks(lessons, effects).status).toBe("failed");
    expect(files[path]).toBe(worked);
    expect(log).toEqual([
      `${path}: cells in it have been run. Move it away, or build with --force to replace it.`,
    ]);
    expect(buildNotebooks(lessons, effects, { force: true }).written).toEqual([path]);
  });

  test("a lesson with a mistake is told by line and stops no other", () => {
    const { files, effects, log } = world();
    const broken = { stem: "08-broken", source: "// %%\n", points: {} };
    expect(buildNotebooks([broken, ...lessons], effects)).toEqual({
      status: "failed",
      written: [path, master],
    });
    expect(log[0]).toBe('notebooks/08-broken.ts: Line 1: the cell has no id. Add id="…".');
    expect(Object.keys(files)).toEqual([path, master]);
  });
});
