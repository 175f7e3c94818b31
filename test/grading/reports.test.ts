import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ExerciseResult, Results, SubmissionResult } from "../../src/grading/index.js";
import {
  Progress,
  resultsJsonSchema,
  resultsSchema,
  resultsTable,
} from "../../src/grading/index.js";
import { feedbackPage } from "../../src/grading/report/feedback.js";
import { escapeHtml } from "../../src/grading/report/html.js";
import { junitReport } from "../../src/grading/report/junit.js";
import { OutputFolder } from "../../src/grading/report/outputFolder.js";
import { folderOf } from "./support/folder.js";

const exercise = (id: string, state: ExerciseResult["state"], message = "m"): ExerciseResult => ({
  id,
  title: `Title of ${id}`,
  state,
  score: state === "notRun" ? null : state === "correct" ? 2 : 0,
  maxScore: 2,
  message,
});

const graded = (student: string, exercises: ExerciseResult[]): SubmissionResult => ({
  student,
  file: `${student}.ipynb`,
  assignment: "04-soft-iou",
  status: "graded",
  score: exercises.reduce((sum, { score }) => sum + (score ?? 0), 0),
  maxScore: 2 * exercises.length,
  seconds: 1.5,
  exercises,
  notes: [],
  feedback: `feedback/${student}.html`,
});

const notRun: SubmissionResult = {
  ...graded("eva", []),
  assignment: null,
  status: "notRun",
  reason: { code: "empty", message: "Cannot grade eva.ipynb: the file is empty" },
  score: null,
  maxScore: null,
};

const results: Results = {
  format: "softgrad-results",
  version: 1,
  softgrad: "0.1.0",
  startedAt: "2026-01-02T03:04:05.000Z",
  finishedAt: "2026-01-02T03:05:05.000Z",
  seed: "abc",
  sandbox: "bubblewrap",
  kernel: "tslab",
  interrupted: false,
  assignments: [
    {
      id: "04-soft-iou",
      title: "IoU as a loss",
      maxScore: 4,
      exercises: [
        { id: "a", title: "A", points: 2 },
        { id: "b", title: "B", points: 2 },
      ],
    },
  ],
  submissions: [
    graded("zoë", [
      exercise("a", "correct"),
      exercise("b", "incorrect", 'not <b>"this"</b>\nline 2'),
    ]),
    graded("ana", [exercise("a", "notAttempted"), exercise("b", "notRun")]),
    notRun,
  ],
  ignoredFiles: [],
};

test("the example passes its own schema, which JSON Schema can say too", () => {
  expect(resultsSchema.parse(results)).toEqual(results);
  expect(resultsJsonSchema()).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Results of softgrad grade",
    type: "object",
  });
  expect(() => resultsSchema.parse({ ...results, seed: 7 })).toThrow("expected string");
});

test("the table: one row a student, sorted, columns aligned, and what was not run below", () => {
  expect(resultsTable(results)).toBe(
    [
      "04-soft-iou",
      "  Student  a                b            Score",
      "  ────────────────────────────────────────────",
      "  ana      – not attempted  ? not run      0/4",
      "  zoë      ✓ correct        ✗ incorrect    2/4",
      "",
      "Not run",
      "  eva: Cannot grade eva.ipynb: the file is empty",
    ].join("\n"),
  );
});

test("a student's name cannot move the terminal's cursor", () => {
  const evil = { ...graded("x\u001B[2Jy\nz", [exercise("a", "correct")]) };
  const table = resultsTable({ ...results, submissions: [evil] });
  expect(table).not.toContain("\u001B");
  expect(table.split("\n")).toHaveLength(4);
});

test("JUnit: failures, errors and skips are counted, and text is escaped", () => {
  const xml = junitReport(results);
  expect(xml).toContain(
    '<testsuites name="softgrad grade" tests="5" failures="1" errors="2" skipped="1" time="4.500">',
  );
  expect(xml).toContain(
    '<failure type="incorrect" message="not &lt;b&gt;&quot;this&quot;&lt;/b&gt;">not &lt;b&gt;&quot;this&quot;&lt;/b&gt;&#10;line 2</failure>',
  );
  expect(xml).toContain(
    '<error type="notRun" message="Cannot grade eva.ipynb: the file is empty">',
  );
});

test("JUnit is well-formed XML for any text, as another program reads it", () => {
  const texts = fc.sample(fc.string({ unit: "binary", maxLength: 40 }), { numRuns: 200, seed: 4 });
  const submissions = texts.map((text) => graded(text, [exercise("a", "incorrect", text)]));
  const xml = junitReport({ ...results, submissions });
  const program =
    "import sys, xml.etree.ElementTree as e; print(len(e.fromstring(sys.stdin.buffer.read()).findall('testsuite')))";
  const count = execFileSync("python3", ["-c", program], { input: xml, encoding: "utf8" });
  expect(Number(count)).toBe(200);
});

const context = { title: "IoU <as> a loss", gradedAt: new Date(0), softgrad: "0.1.0" };

test("feedback: state in words, points, message, hint, and no way to run anything", () => {
  const [zoe] = results.submissions;
  if (zoe === undefined) throw new Error("no submission");
  const page = feedbackPage(zoe, context);
  expect(page).toContain("<strong>2</strong> of 4 points");
  expect(page).toContain("✗</span> incorrect");
  expect(page).toContain("not &lt;b&gt;&quot;this&quot;&lt;/b&gt;\nline 2");
  expect(page).toContain("<code>hint(&quot;b&quot;)</code>");
  expect(page).toContain("<h1>IoU &lt;as&gt; a loss</h1>");
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(page).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|https?:/iu);
});

test("a compiler's caret stands below what it points at, and text around it wraps", () => {
  const message =
    "It does not compile:\n1:7 - no <T>\n    const a\n          ^\n2:1 - nor this\n    if (a < b)\n    ^\nMove it.";
  const page = feedbackPage(graded("ana", [exercise("a", "uncheckable", message)]), context);
  expect(page).toContain(
    [
      '<p class="message">It does not compile:\n1:7 - no &lt;T&gt;</p>',
      '<pre class="excerpt">    const a\n          ^</pre>',
      '<p class="message">2:1 - nor this</p>',
      '<pre class="excerpt">    if (a &lt; b)\n    ^</pre>',
      '<p class="message">Move it.</p>',
    ].join(""),
  );
});

test("so do the numbered lines of our kernel", () => {
  const message =
    "It does not compile:\nTS2322: no <T>\nline 9:\n   8 | {\n>  9 |   const a\n     |         ^\n  10 | }\n\nTS1: nor this\nline 1:\n> 1 | (\n    | ^\nMove it.";
  const page = feedbackPage(graded("ana", [exercise("a", "uncheckable", message)]), context);
  expect(page).toContain(
    [
      '<p class="message">It does not compile:\nTS2322: no &lt;T&gt;\nline 9:</p>',
      '<pre class="excerpt">   8 | {\n&gt;  9 |   const a\n     |         ^\n  10 | }</pre>',
      '<p class="message">TS1: nor this\nline 1:</p>',
      '<pre class="excerpt">&gt; 1 | (\n    | ^</pre>',
      '<p class="message">Move it.</p>',
    ].join(""),
  );
});

test("feedback of a notebook that was not run says that it is no result", () => {
  const page = feedbackPage(notRun, context);
  expect(page).toContain('<p class="score">Not run</p>');
  expect(page).toContain("Cannot grade eva.ipynb: the file is empty");
  expect(page).not.toContain("of 0 points");
});

test("escaped text has no character that HTML or a reader's eye could take for another", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/u);
      for (const sign of ["\u0000", "\u001B", "\u202E"]) expect(escaped).not.toContain(sign);
    }),
  );
  expect(escapeHtml("a\uD800b")).toBe("a\uFFFDb");
});

test("on a terminal the time left is told, elsewhere one plain line each", () => {
  const [zoe, ana] = results.submissions;
  if (zoe === undefined || ana === undefined) throw new Error("no submission");
  for (const isTTY of [true, false]) {
    let written = "";
    let now = 0;
    const stream = { isTTY, columns: 80, write: (text: string) => (written += text) };
    const progress = new Progress(2, stream, () => now);
    now = 10_000;
    progress.finished(zoe);
    progress.finished(ana);
    progress.end();
    expect(written).toContain("[1/2]  zoë  04-soft-iou  ✓ ✗  2/4  1.5 s\n");
    expect(written.includes("Grading: 1 of 2 done, about 10 s left")).toBe(isTTY);
    expect(written.includes("\u001B")).toBe(isTTY);
  }
});

test("a new grading takes the earlier one's files away, and no others", async () => {
  const folder = folderOf({ "feedback/notes.html": "mine", "syllabus.txt": "mine" });
  const output = new OutputFolder(folder, { titles: new Map(), softgrad: "0.1.0" });
  for (const each of results.submissions) {
    await output.writeSubmission(each.student, each, new Date(0));
  }
  const outside = { ...notRun, feedback: "feedback/../../syllabus.html" };
  await output.writeResults({ ...results, submissions: [...results.submissions, outside] });
  expect(readdirSync(join(folder, "records")).sort()).toEqual(["ana.json", "eva.json", "zoë.json"]);
  expect(JSON.parse(readFileSync(join(folder, "records", "eva.json"), "utf8"))).toEqual(notRun);
  await output.clear();
  const left = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  expect(left).toEqual(["feedback", "feedback/notes.html", "records", "syllabus.txt"]);
});
