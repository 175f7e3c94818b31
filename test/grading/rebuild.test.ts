import { expect, test } from "vitest";
import { caseSource } from "../../src/grading/compare/cases.js";
import { notesOnText, withHelp } from "../../src/grading/rebuild/addedCells.js";
import { findAnswers } from "../../src/grading/rebuild/findAnswers.js";
import { mergeGiven } from "../../src/grading/rebuild/mergeGiven.js";
import { boundNames } from "../../src/grading/rebuild/names.js";
import { planJob } from "../../src/grading/rebuild/planJob.js";
import type { JobCell } from "../../src/grading/run/job.js";
import type { Cell, Notebook } from "../../src/notebook/index.js";
import { codeCell, lesson, withSources } from "./support/lesson.js";

const { assignment, solved, released } = lesson();
const ids = assignment.exercises.map(({ id }) => id);

function statuses(notebook: Notebook): Record<string, string> {
  const { answers } = findAnswers(assignment, notebook);
  return Object.fromEntries(answers.map(({ exercise, status }) => [exercise.id, status]));
}

function sourceOf(notebook: Notebook, id: string): string | undefined {
  const answer = findAnswers(assignment, notebook).answers.find((each) => each.exercise.id === id);
  return answer === undefined || answer.status === "missing" ? undefined : answer.source;
}

const all = (status: string) => Object.fromEntries(ids.map((id) => [id, status]));
const map = (change: (cell: Cell) => Cell): Notebook => ({
  ...solved,
  cells: solved.cells.map(change),
});

test("the master is answered in full, the release is untouched, an empty notebook lacks all", () => {
  expect(statuses(solved)).toEqual(all("given"));
  expect(statuses(released)).toEqual(all("untouched"));
  expect(statuses({ ...released, cells: [] })).toEqual(all("missing"));
});

test("blanks and line ends that an editor changed are no attempt", () => {
  const cells = released.cells.map((cell) => ({
    ...cell,
    source: `${cell.source.replaceAll("\n", "  \r\n")}\n\n`,
  }));
  expect(statuses({ ...released, cells })).toEqual(all("untouched"));
  expect(findAnswers(assignment, { ...released, cells }).notes).toEqual([]);
});

test("moved cells are found", () => {
  expect(statuses({ ...solved, cells: solved.cells.toReversed() })).toEqual(all("given"));
});

test("renewed ids fall back on nbgrader's, lost metadata on the name", () => {
  const renewed = map((cell) => ({ ...cell, id: `x-${cell.id}` }) as Cell);
  expect(statuses(renewed)).toEqual(all("given"));
  expect(findAnswers(assignment, renewed).notes).toEqual([]);
  const stripped = map((cell) => ({ ...cell, id: `x-${cell.id}`, metadata: {} }) as Cell);
  expect(statuses(stripped)).toEqual(all("given"));
  const { notes, added } = findAnswers(assignment, stripped);
  expect(notes).toEqual(
    assignment.exercises.map(
      ({ id, answer }) =>
        `The answer cell of "${id}" has lost its id: found by the name ${answer.name}.`,
    ),
  );
  expect(added).toEqual([]);
});

test("a copy of an answer does not count, and a note says so", () => {
  const original = solved.cells.find(({ id }) => id === "soft-iou");
  if (original === undefined) throw new Error("no answer");
  const copy = { ...original, id: "copied", source: "const softIou = 1;" };
  const notebook = { ...solved, cells: [copy, ...solved.cells] };
  expect(sourceOf(notebook, "soft-iou")).toBe(original.source);
  expect(findAnswers(assignment, notebook).notes).toEqual([
    'The answer cell of "soft-iou" was copied: the first one counts.',
  ]);
});

test("an answer turned into text is missing", () => {
  const notebook = map((cell) =>
    cell.id === "soft-iou"
      ? { cell_type: "markdown", id: cell.id, metadata: cell.metadata, source: cell.source }
      : cell,
  );
  expect(statuses(notebook)).toEqual({ ...all("given"), "soft-iou": "missing" });
});

test("edited checks and given cells are noted, and their text is not used", () => {
  const notebook = withSources(solved, {
    "soft-iou-check": 'console.log("correct")',
    masks: "const block = 1;",
  });
  const { answers, notes } = findAnswers(assignment, notebook);
  expect(notes).toEqual([
    'The cell "masks" was edited: the master\'s text counts.',
    'The cell "soft-iou-check" was edited: the check of the master counts.',
  ]);
  const text = JSON.stringify(plan(answers));
  expect(text).not.toContain("const block = 1;");
  expect(text).not.toContain('console.log(\\"correct\\")');
});

function plan(
  answers: Parameters<typeof planJob>[1],
  changes: Partial<Parameters<typeof planJob>[2]> = {},
) {
  return planJob(assignment, answers, {
    cases: caseSource("abc"),
    timeoutMs: 10,
    givenTimeoutMs: 20,
    probe: new Set(ids),
    leaveOut: new Set(),
    ...changes,
  });
}

test("the job: imports first, each probe after its answer, no check, no figure", () => {
  const cells = plan(findAnswers(assignment, solved).answers);
  expect(cells[0]).toMatchObject({ id: "imports", kind: "given", timeoutMs: 20 });
  for (const id of ids) {
    const at = cells.findIndex((cell) => cell.id === id);
    expect(cells[at]).toMatchObject({ kind: "answer", exercise: id, timeoutMs: 10 });
    expect(cells[at + 1]).toMatchObject({ kind: "probe", exercise: id, needs: [id] });
  }
  const given = cells.filter(({ kind }) => kind === "given");
  for (const { source } of given) expect(source).not.toContain("await check(");
  // Figures and trainings that bind nothing an answer uses would only cost time.
  const train = assignment.cells.find(({ id }) => id === "train-run")?.source ?? "";
  expect(given.map(({ source }) => source).join("\n")).not.toContain(train);
});

test("the lesson's own cells become one, but for names that two of them bind", () => {
  const given = (id: string, source: string, needs: string[] = []): JobCell => ({
    id,
    kind: "given",
    source,
    timeoutMs: 1,
    needs,
  });
  const answer: JobCell = { ...given("answer", "const answer = 3;"), kind: "answer" };
  const cells = [given("a", "const x = 1"), answer, given("b", "[1].map(f)"), given("c", "let x")];
  const calls = given("calls", "answer();", ["answer"]);
  expect(mergeGiven([...cells, calls])).toEqual([
    given("a", "const x = 1\n;\n[1].map(f)"),
    given("c", "let x"),
    answer,
    calls,
  ]);
});

test("hidden cases go in, expected values and references do not", () => {
  const [first] = assignment.exercises;
  if (first === undefined) throw new Error("no exercise");
  const probe = plan(findAnswers(assignment, solved).answers).find(({ kind }) => kind === "probe");
  const json = /\(("(?:[^"\\]|\\.)*"), /u.exec(probe?.source ?? "")?.[1] ?? "";
  const cases = caseSource("abc")(first);
  const request = JSON.parse(JSON.parse(json));
  expect(request).toEqual({
    exercise: { id: first.id, answer: first.answer, delegates: first.delegates },
    cases,
  });
  expect(cases.length).toBeGreaterThan(first.visible.length);
  for (const each of cases) expect(Object.keys(each).sort()).toEqual(["inputs", "name"]);
});

test("what is left out is gone with everything that calls it", () => {
  const { answers } = findAnswers(assignment, solved);
  const cells = plan(answers, { leaveOut: new Set(["soft-iou"]) });
  expect(cells.filter(({ exercise }) => exercise === "soft-iou")).toEqual([]);
  for (const { source } of cells) expect(source).not.toMatch(/\bsoftIou\(/u);
});

test("only what is asked for is probed, and its answer needs nothing of the others", () => {
  const { answers } = findAnswers(assignment, solved);
  const cells = plan(answers, { probe: new Set(["mean-iou"]) });
  const working = cells.filter(({ kind }) => kind !== "given");
  expect(working.map(({ id }) => id)).toEqual(["mean-iou", "mean-iou-probe"]);
});

test("an answer that another answer calls is kept, though it is not probed", () => {
  const notebook = withSources(solved, { "mean-iou": "const meanIou = softIou;" });
  const { answers } = findAnswers(assignment, notebook);
  const cells = plan(answers, { probe: new Set(["mean-iou"]) });
  const working = cells.filter(({ kind }) => kind !== "given");
  expect(working.map(({ id }) => id)).toEqual(["soft-iou", "mean-iou", "mean-iou-probe"]);
});

test.each([
  ["function a() {}\nasync function b() {}\nfunction* c() {}", ["a", "b", "c"]],
  ["const a = 1, z = 2;\nlet b;\n  const inner = 1;", ["a", "b"]],
  [
    "export class A {}\nenum B {}\nconst enum C {}\ntype D = 1;\ninterface E {}",
    ["A", "B", "C", "D", "E"],
  ],
  ["const { a, b: c, ...rest } = x;\nlet [d, [e]] = y;", ["a", "b", "c", "rest", "d", "e"]],
])("%j binds %j", (source, names) => {
  expect(boundNames(source)).toEqual(names);
});

test("a helper in an added cell is named when an answer misses it", () => {
  const helper = codeCell("mine", "const overPixels = (x) => x;");
  const handedIn = findAnswers(assignment, { ...solved, cells: [helper, ...solved.cells] });
  const result = {
    id: "soft-iou",
    title: "",
    state: "uncheckable",
    score: 0,
    maxScore: 1,
    message: "It does not compile:\n9:16 - Cannot find name 'overPixels'.",
  } as const;
  expect(withHelp(result, handedIn).message).toBe(
    `${result.message}\noverPixels stands in a cell you added, and added cells are not run: move it into the answer's cell.`,
  );
  expect(notesOnText(handedIn, false)).toEqual([
    "1 added cell was not run: what an answer needs belongs into its own cell.",
  ]);
});

test("an answer that names the checks is pointed out where nothing hid the references", () => {
  const handedIn = findAnswers(
    assignment,
    withSources(solved, { "soft-iou": 'import { exercises } from "softgrad/checks";' }),
  );
  expect(notesOnText(handedIn, true)).toEqual([
    'The answer of "soft-iou" names softgrad/checks, where the references are: read it.',
  ]);
  expect(notesOnText(handedIn, false)).toEqual([]);
});
