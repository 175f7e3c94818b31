import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";
import { createChecks } from "../../src/checks/checks.js";
import { type CheckReport, NotAttempted } from "../../src/checks/index.js";
import { oneHot } from "../../src/lib/index.js";
import { dogShare, oneHotRows, rowMean } from "./exercises.js";

const shown: { "text/plain": string; "text/html": string }[] = [];
const checks = createChecks({
  exercises: [rowMean, dogShare, oneHotRows],
  show: (value) => {
    const display = Reflect.get(Object(value), Symbol.for("Jupyter.display"));
    shown.push(display());
  },
});

beforeEach(() => {
  shown.length = 0;
});

/** What the learner reads; the answers here are all synchronous. */
function checkText(id: string, answer: unknown): string {
  const report = checks.check(id, answer) as CheckReport;
  expect(shown.map((bundle) => bundle["text/plain"])).toEqual([report.text]);
  return report.text;
}

describe("a function exercise", () => {
  test("is correct", () => {
    expect(checkText("row-mean", (values: tf.Tensor) => tf.mean(values, -1))).toBe(
      [
        "✓ Correct: Mean of each row (row-mean)",
        "All 3 cases hold. 2 points; grading looks at further cases.",
      ].join("\n"),
    );
  });

  test("is not attempted while its stub throws", () => {
    const stub = (): tf.Tensor => {
      throw new NotAttempted("row-mean");
    };
    expect(checkText("row-mean", stub)).toBe(
      [
        "○ Not attempted: Mean of each row (row-mean)",
        "The function `rowMean` still waits for your answer.",
        'Next: `hint("row-mean")`',
      ].join("\n"),
    );
  });

  test("is not attempted when there is no answer at all", () => {
    expect(checkText("row-mean", undefined)).toMatch(/^○ Not attempted/);
  });

  test("is incorrect, with what was got, expected and diagnosed", () => {
    expect(checkText("row-mean", (values: tf.Tensor) => tf.sum(values, -1))).toBe(
      [
        "✗ Incorrect: Mean of each row (row-mean)",
        "Case: two rows",
        "What fails: the value: 2 of 2 entries differ, most at [0]: expected 2, got 4; a right answer stays within [0, 2].",
        "You got the sum: what do you divide by?",
        "  at   expected  got",
        "  [0]  2         4     ✗",
        "  [1]  0.375     0.75  ✗",
        "  values [2, 2] = [[1, 3], [0.5, 0.25]]",
        'Next: `hint("row-mean")`',
      ].join("\n"),
    );
  });
});

test("is delegated when an alias of the library's function does the work", () => {
  const mine = oneHot;
  expect(
    checkText("one-hot-rows", (labels: tf.Tensor1D, depth: number) => mine(labels, depth)),
  ).toBe(
    [
      "↪ Delegated: One-hot rows (one-hot-rows)",
      "This calls the library's own `oneHot`, which is what you are asked to write. Write it yourself, then compare the two.",
      'Next: `hint("one-hot-rows")`',
    ].join("\n"),
  );
});
