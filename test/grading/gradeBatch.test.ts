import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultLimits, gradeBatch } from "../../src/grading/index.js";
import { serializeNotebook } from "../../src/notebook/index.js";
import { fakeRunner } from "./support/fakeRunner.js";
import { folderOf } from "./support/folder.js";
import { lesson } from "./support/lesson.js";

const { assignment, released } = lesson();
const untouched = serializeNotebook(released);

async function grade(files: Readonly<Record<string, string>>) {
  const out = folderOf();
  const batch = await gradeBatch({
    kernel: "softgrad",
    submissions: folderOf(files),
    out,
    assignments: [assignment],
    sandbox: fakeRunner("process.exit(1)"),
    limits: defaultLimits,
    jobs: 3,
    timeoutMs: 1000,
    seed: "0",
    softgrad: "test",
    signal: new AbortController().signal,
    now: () => new Date(0),
  });
  if (batch.status === "failed") throw new Error(batch.message);
  return { results: batch.results, records: readdirSync(join(out, "records")).sort() };
}

test("a student with several notebooks has a record of each", async () => {
  const { results, records } = await grade({
    "ana/04-soft-iou.ipynb": untouched,
    "ana/draft.ipynb": untouched,
    "bob.ipynb": untouched,
  });
  expect(records).toEqual(["ana--04-soft-iou.json", "ana--draft.json", "bob.json"]);
  expect(results.submissions.map(({ feedback }) => feedback)).toEqual([
    "feedback/ana--04-soft-iou.html",
    "feedback/ana--draft.html",
    "feedback/bob.html",
  ]);
});

test("names made to fall together stay apart, so that no record takes another's place", async () => {
  const { results, records } = await grade({
    "ana b.ipynb": untouched,
    "ana+b.ipynb": untouched,
    "ANA-B.ipynb": untouched,
    "ana/x.ipynb": untouched,
    "ana/y/x.ipynb": untouched,
    "ana--x.ipynb": untouched,
    ".hidden.ipynb": untouched,
  });
  expect(records).toHaveLength(6);
  expect(new Set(results.submissions.map(({ feedback }) => feedback.toLowerCase())).size).toBe(6);
});

test("a kernel that cannot be used leaves everything not run, and no points lost", async () => {
  const solved = serializeNotebook(lesson().solved);
  const { results } = await grade({ "ana.ipynb": solved });
  expect(results.submissions[0]).toMatchObject({
    status: "notRun",
    score: null,
    reason: { code: "notRun" },
  });
  expect(results.submissions[0]?.reason?.message).toContain("the kernel could not be used");
});
