import { expect, test } from "vitest";
import type { Case, Exercise, Observation } from "../../src/checks/exercise.js";
import { observationsMimeType } from "../../src/checks/index.js";
import { caseSource } from "../../src/grading/compare/cases.js";
import { gradeExercise } from "../../src/grading/compare/gradeExercise.js";
import { parseSeed } from "../../src/grading/compare/seed.js";
import { observationsMime } from "../../src/grading/run/job.js";
import type { Breakage } from "../../src/grading/run/outcome.js";
import { exercise } from "./support/lesson.js";

const softIou = exercise("thread-to-iou");
const cases = caseSource("abc")(softIou);

function observed(of: Exercise, all: readonly Case[], change = (each: Observation) => each) {
  const observations = all.map(({ inputs }) =>
    change({ status: "returned", value: of.reference(...inputs) }),
  );
  return { exercise: of.id, observations };
}

function grade(observations: unknown) {
  return gradeExercise({ status: "observed", exercise: softIou, observations }, cases);
}

function broken(how: Breakage) {
  return gradeExercise({ status: "broke", exercise: softIou, how }, cases);
}

test("the probe and the grader name the same MIME type", () => {
  expect(observationsMime).toBe(observationsMimeType);
});

test("the reference's own values, and no fewer of them, earn the points", () => {
  const { gradientOf: _, ...without } = softIou;
  const { observations } = observed(without, cases);
  const result = gradeExercise(
    { status: "observed", exercise: without, observations: { exercise: softIou.id, observations } },
    cases,
  );
  expect(result).toMatchObject({ state: "correct", score: softIou.points });
  for (const lie of [observations.slice(1), [...observations, ...observations], []]) {
    const graded = gradeExercise(
      {
        status: "observed",
        exercise: without,
        observations: { exercise: softIou.id, observations: lie },
      },
      cases,
    );
    expect(graded).toMatchObject({ state: "uncheckable", score: 0 });
  }
});

test.each([
  null,
  [],
  "correct",
  { state: "correct", score: 100 },
  { exercise: "soft-iou-loss", observations: [] },
  { exercise: "thread-to-iou" },
  { exercise: "thread-to-iou", observations: { length: 12 } },
  { exercise: "thread-to-iou", observations: [{ status: "correct" }] },
  JSON.parse('{"__proto__":{"exercise":"thread-to-iou","observations":[]}}'),
  JSON.parse('{"exercise":"thread-to-iou","observations":[{"__proto__":{"status":"returned"}}]}'),
])("%j earns nothing", (observations) => {
  expect(grade(observations)).toMatchObject({ state: "uncheckable", score: 0 });
});

test("a claim to have been called right is compared like any other", () => {
  const wrong = observed(softIou, cases, () => ({
    status: "returned",
    value: { tensor: { shape: [2], dtype: "float32", values: [1, 1] } },
  }));
  expect(grade(wrong).score).toBe(0);
  expect(grade(wrong).state).not.toBe("correct");
});

test("a stub is not attempted, whether it ran, threw in its cell, or is gone", () => {
  const results = [
    grade(observed(softIou, cases, () => ({ status: "notAttempted" }))),
    broken({
      where: "answer",
      end: { status: "error", ename: "NotAttempted", evalue: "", traceback: [] },
    }),
    gradeExercise({ status: "untouched", exercise: softIou }, cases),
    gradeExercise({ status: "missing", exercise: softIou }, cases),
  ];
  for (const result of results) {
    expect(result).toMatchObject({
      state: "notAttempted",
      score: 0,
      message: "Not attempted yet.",
    });
  }
});

test("what was not run has no score at all", () => {
  const outcome = {
    status: "notRun",
    exercise: softIou,
    message: "grading was interrupted",
  } as const;
  expect(gradeExercise(outcome, cases)).toMatchObject({
    state: "notRun",
    score: null,
    message: "Not run: grading was interrupted.",
  });
});

const error = (ename: string, evalue: string, traceback: string[] = []) =>
  ({ status: "error", ename, evalue, traceback }) as const;

test.each<[string, Breakage]>([
  [
    "It does not compile:\n1:7 - Type 'number' is not assignable.",
    {
      where: "answer",
      end: error("TypeScriptError", "1:7 - …", ["1:7 - Type 'number' is not assignable."]),
    },
  ],
  [
    "There is no iouFromThread: the answer's cell has to declare it.",
    { where: "probe", end: error("TypeScriptError", "2:41 - Cannot find name 'iouFromThread'.") },
  ],
  [
    "It does not compile:\nTS2322: Type 'number' is not assignable.\nline 3:\n> 3 | f(1)\n    |   ^",
    {
      where: "answer",
      end: error("TS2322", "Type 'number' is not assignable.", [
        "TS2322: Type 'number' is not assignable.",
        "",
        "cell [12], line 3:",
        "> 3 | f(1)",
        "    |   ^",
      ]),
    },
  ],
  [
    "It does not compile:\nSyntaxError: Expected `)`.\nline 1:\n> 1 | f(",
    {
      where: "answer",
      end: error("SyntaxError", "Expected `)`.", [
        "SyntaxError: Expected `)`.",
        "",
        "cell [12], line 1:",
        "> 1 | f(",
      ]),
    },
  ],
  [
    "Its cell threw SyntaxError: Unexpected end of JSON input",
    {
      where: "answer",
      end: error("SyntaxError", "Unexpected end of JSON input", [
        "SyntaxError: Unexpected end of JSON input",
        "    at JSON.parse",
      ]),
    },
  ],
  [
    "There is no iouFromThread: the answer's cell has to declare it.",
    { where: "probe", end: error("TS2304", "Cannot find name 'iouFromThread'.") },
  ],
  [
    // The lines around a probe's error are the hidden cases.
    "It could not be called: TS2693: 'iouFromThread' only refers to a type.",
    {
      where: "probe",
      end: error("TS2693", "'iouFromThread' only refers to a type.", ["> 2 | the hidden cases"]),
    },
  ],
  ["Its cell threw RangeError: too big", { where: "answer", end: error("RangeError", "too big") }],
  [
    "Stopped after 20 s: an endless loop?",
    { where: "probe", end: { status: "timeout", afterMs: 20_004, alive: true } },
  ],
  [
    "It ended the kernel (exit code 0): does it call process.exit, or run out of memory?",
    { where: "answer", end: { status: "dead", exitCode: 0, signal: null } },
  ],
  [
    "It ended the program that ran it: does it kill processes?",
    { where: "answer", run: { status: "died", stderr: "" } },
  ],
  [
    "It took more than 2048 MB of memory: does an array grow without end?",
    {
      where: "probe",
      run: { status: "exceeded", excess: { what: "memory", used: 3e9, limit: 2 ** 31 } },
    },
  ],
  [
    "It showed results of its own beside the grader's: take out what imitates the check.",
    { where: "probe", forged: 1 },
  ],
  [
    "It printed so much that its results were lost: take the printing out.",
    { where: "probe", tooMuchOutput: true },
  ],
])("%s", (message, how) => {
  expect(broken(how)).toMatchObject({ state: "uncheckable", score: 0, message });
});

test("a hidden case is told by name, without inputs or whole values", () => {
  const { gradientOf: _, ...plain } = softIou;
  const observations = cases.map(({ inputs, name }): Observation => {
    const visible = plain.visible.some((each) => each.name === name);
    const value = plain.reference(...inputs);
    return visible ? { status: "returned", value } : { status: "threw", name: "E", message: "no" };
  });
  const result = gradeExercise(
    { status: "observed", exercise: plain, observations: { exercise: plain.id, observations } },
    cases,
  );
  const hidden = cases[plain.visible.length];
  expect(result).toMatchObject({ state: "uncheckable", hiddenCase: true, case: hidden?.name });
  expect(Object.keys(result).sort()).toEqual([
    "case",
    "hiddenCase",
    "id",
    "maxScore",
    "message",
    "score",
    "state",
    "title",
  ]);
});

test("the same seed draws the same cases, another one others", () => {
  expect(caseSource("abc")(softIou)).toEqual(cases);
  expect(caseSource("abd")(softIou)).not.toEqual(cases);
});

test("seeds are hex, and are told in lower case", () => {
  expect(parseSeed("00FFa")).toBe("00ffa");
  for (const text of ["", "xyz", "0x1", "f".repeat(65), "1 2"]) {
    expect(parseSeed(text)).toBeUndefined();
  }
});
