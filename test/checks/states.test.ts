import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";
import { createChecks } from "../../src/checks/checks.js";
import { NotAttempted } from "../../src/checks/index.js";
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
  checks.check(id, answer);
  expect(shown).toHaveLength(1);
  return shown[0]?.["text/plain"] ?? "";
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

  test("is incorrect where NaN comes out", () => {
    const answer = (values: tf.Tensor) => tf.div(tf.mean(values, -1), tf.sign(tf.mean(values, -1)));
    expect(checkText("row-mean", answer)).toBe(
      [
        "✗ Incorrect: Mean of each row (row-mean)",
        "Case: a row of zeros",
        "What fails: the value: expected 0, got NaN at [0]. NaN comes from 0/0, from 0 · infinity or from the log of a negative number; a right answer stays within [0, 2].",
        "  values [1, 2] = [[0, 0]]",
        'Next: `hint("row-mean")`',
      ].join("\n"),
    );
  });

  test("is incorrect when the gradient is lost", () => {
    const answer = (values: tf.Tensor) => tf.tensor(tf.mean(values, -1).dataSync());
    expect(checkText("row-mean", answer)).toBe(
      [
        "✗ Incorrect: Mean of each row (row-mean)",
        "Case: two rows",
        'What fails: the gradient with respect to "values": none flows back. Something cut it: dataSync, arraySync or a tensor made anew from numbers.',
        "  values [2, 2] = [[1, 3], [0.5, 0.25]]",
        'Next: `hint("row-mean")`',
      ].join("\n"),
    );
  });

  test("is uncheckable when it throws, and says in which line", () => {
    function rowMeanOf(values: tf.Tensor): tf.Tensor {
      const axis = values.rank;
      return values.mean(axis);
    }
    expect(checkText("row-mean", rowMeanOf)).toBe(
      [
        "! Uncheckable: Mean of each row (row-mean)",
        "Case: two rows",
        "It threw Error: All values in axis param must be in range [-2, 2) but got axis 2 in the line `return values.mean(axis);`",
        "  values [2, 2] = [[1, 3], [0.5, 0.25]]",
        'Next: `hint("row-mean")`',
      ].join("\n"),
    );
  });

  test("is uncheckable in a wrong shape, and says which axis", () => {
    expect(checkText("row-mean", (values: tf.Tensor) => tf.mean(values, -1, true))).toBe(
      [
        "! Uncheckable: Mean of each row (row-mean)",
        "Case: two rows",
        "The shape should be [2] = [batch] and is [2, 1]: 1 axis too many.",
        "  values [2, 2] = [[1, 3], [0.5, 0.25]]",
        'Next: `hint("row-mean")`',
      ].join("\n"),
    );
  });

  test("is uncheckable without a return", () => {
    expect(checkText("row-mean", () => {})).toContain(
      "The answer gave undefined. Is a return missing?",
    );
  });
});

describe("a value exercise", () => {
  test("is correct", () => {
    expect(checkText("dog-share", 0.93)).toBe(
      [
        "✓ Correct: Ninety-three of a hundred (dog-share)",
        "The case holds. 1 point; grading looks at further cases.",
      ].join("\n"),
    );
  });

  test("is not attempted while it is undefined", () => {
    expect(checkText("dog-share", undefined)).toBe(
      [
        "○ Not attempted: Ninety-three of a hundred (dog-share)",
        "The value `dogShare` still waits for your answer.",
        'Next: `hint("dog-share")`',
      ].join("\n"),
    );
  });

  test("is incorrect, with its diagnosis", () => {
    expect(checkText("dog-share", 93)).toBe(
      [
        "✗ Incorrect: Ninety-three of a hundred (dog-share)",
        "Case: the vote",
        "What fails: the value: expected 0.93, got 93.",
        "That is the percentage.",
        'Next: `hint("dog-share")`',
      ].join("\n"),
    );
  });

  test("is uncheckable as something else", () => {
    expect(checkText("dog-share", "93 %")).toBe(
      [
        "! Uncheckable: Ninety-three of a hundred (dog-share)",
        "Case: the vote",
        "A number is expected, and it is a text.",
        'Next: `hint("dog-share")`',
      ].join("\n"),
    );
  });

  test("is uncheckable as a promise", () => {
    expect(checkText("dog-share", Promise.resolve(0.93))).toContain(
      "The answer gave a promise. Is an await missing?",
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
