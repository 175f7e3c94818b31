import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";
import { createChecks } from "../../src/checks/checks.js";
import { dogShare, oneHotRows, rowMean } from "./exercises.js";

type Bundle = Record<string, unknown>;

function session(exercises = [rowMean, dogShare, oneHotRows]) {
  const bundles: Bundle[] = [];
  const checks = createChecks({
    exercises,
    show: (value) => bundles.push(Reflect.get(Object(value), Symbol.for("Jupyter.display"))()),
  });
  return { ...checks, text: () => String(bundles.at(-1)?.["text/plain"]), bundles };
}

let lesson = session();
beforeEach(() => {
  lesson = session();
});

const right = (values: tf.Tensor) => tf.mean(values, -1);

describe("check", () => {
  test("shows at once, so that a missing await is harmless", () => {
    lesson.check("row-mean", right);
    expect(lesson.bundles).toHaveLength(1);
    expect(lesson.text()).toMatch(/^✓ Correct/);
  });

  test("shows one bundle of text and HTML", () => {
    lesson.check("row-mean", right);
    expect(Object.keys(lesson.bundles[0] ?? {})).toEqual(["text/plain", "text/html"]);
  });

  test("returns nothing that a kernel would print below the verdict", async () => {
    expect(lesson.check("row-mean", right)).toBeUndefined();
    expect(await lesson.check("dog-share", async () => 0.93)).toBeUndefined();
  });

  test("waits for an asynchronous answer", async () => {
    const checked = lesson.check("dog-share", async () => 0.93);
    expect(lesson.bundles).toHaveLength(0);
    await checked;
    expect(lesson.text()).toMatch(/^✓ Correct/);
  });

  test.each([
    [
      "row-maen",
      'Cannot find exercise "row-maen": no exercise has that id. Did you mean "row-mean"?',
    ],
    [
      "rowmean",
      'Cannot find exercise "rowmean": no exercise has that id. Did you mean "row-mean"?',
    ],
    [
      "zzz",
      'Cannot find exercise "zzz": no exercise has that id. Exercises: row-mean, dog-share, one-hot-rows.',
    ],
  ])("names the nearest exercise for %j", (id, message) => {
    expect(() => lesson.check(id, right)).toThrow(new RangeError(message));
  });
});

describe("hint", () => {
  test("gives one more each time, and stays at the last", () => {
    const given = [1, 2, 3].map(() => {
      lesson.hint("row-mean");
      return lesson.text();
    });
    expect(given).toEqual([
      '? Hint 1 of 2: Mean of each row (row-mean)\nWhich axis goes away?\nNext: `hint("row-mean")`',
      '? Hint 2 of 2: Mean of each row (row-mean)\ntf.mean takes an axis.\nNext: `solution("row-mean")`',
      '? Hint 2 of 2: Mean of each row (row-mean)\ntf.mean takes an axis.\nNext: `solution("row-mean")`',
    ]);
  });

  test("gives a certain one", () => {
    lesson.hint("row-mean", 2);
    expect(lesson.text()).toMatch(/^\? Hint 2 of 2/);
  });

  test.each([0, 3, 1.5])("has no hint %d", (number) => {
    expect(() => lesson.hint("row-mean", number)).toThrow(
      new RangeError(`Cannot show hint ${number} of "row-mean": it has 2 hints, counted from 1.`),
    );
  });
});

describe("solution", () => {
  test("is shown where the author allows it", () => {
    lesson.solution("row-mean");
    expect(lesson.text()).toBe(
      "= Solution: Mean of each row (row-mean)\n  const rowMean = (values) => tf.mean(values, -1);",
    );
  });

  test("stays closed otherwise", () => {
    lesson.solution("dog-share");
    expect(lesson.text()).toBe(
      '= Solution: Ninety-three of a hundred (dog-share)\nThe author of this exercise shows no solution.\nNext: `hint("dog-share")`',
    );
  });
});

describe("progress", () => {
  test("shows each exercise's state and points, and what is left", () => {
    lesson.check("row-mean", right);
    lesson.check("dog-share", 93);
    lesson.progress();
    expect(lesson.text()).toBe(
      [
        "○ Progress: 2 of 4 points",
        "  exercise      title                      state            points",
        "  row-mean      Mean of each row           ✓ Correct        2 / 2",
        "  dog-share     Ninety-three of a hundred  ✗ Incorrect      0 / 1",
        "  one-hot-rows  One-hot rows               ○ Not attempted  0 / 1",
        "Left: dog-share, one-hot-rows (2 points).",
      ].join("\n"),
    );
  });

  test("says when nothing is left", () => {
    const short = session([dogShare]);
    short.check("dog-share", 0.93);
    short.progress();
    expect(short.text()).toMatch(/^✓ Progress: 1 of 1 point\n(.*\n)*Nothing is left\.$/);
  });

  test("shows the lessons of this session, or the one that is asked for", () => {
    const two = session([rowMean, { ...dogShare, lesson: "98-other" }]);
    two.check("dog-share", 0.93);
    two.progress();
    expect(two.text()).toContain("Progress: 1 of 1 point");
    two.progress("99-tests");
    expect(two.text()).toContain("Progress: 0 of 2 points");
    expect(() => two.progress("97")).toThrow(
      new RangeError(
        'Cannot show progress of "97": no lesson has that name. Lessons: 99-tests, 98-other.',
      ),
    );
  });
});
