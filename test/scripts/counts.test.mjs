import { describe, expect, it } from "vitest";
import { add, countVitest, exitCodeFor, summary } from "../../scripts/phases/counts.mjs";
import { choosePhases, phases } from "../../scripts/phases/phases.mjs";

function report({ passed = 0, failed = 0, pending = 0, todo = 0, files = [] }) {
  return {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults: files,
  };
}

const passing = { status: "passed", assertionResults: [{ status: "passed" }] };

describe("the counts of npm test", () => {
  it("are vitest's own when all went its way", () => {
    const counts = countVitest(report({ passed: 7, pending: 1, todo: 1, files: [passing] }), 0);
    expect(counts).toEqual({ passed: 7, failed: 0, skipped: 2 });
  });

  it("have a failure for each failed test, and none twice for its file", () => {
    const file = {
      status: "failed",
      assertionResults: [{ status: "failed" }, { status: "passed" }],
    };
    expect(countVitest(report({ passed: 1, failed: 1, files: [file] }), 1).failed).toBe(1);
  });

  it("have a failure for a file that could not be loaded", () => {
    const file = { status: "failed", assertionResults: [] };
    expect(countVitest(report({ passed: 3, files: [passing, file] }), 1).failed).toBe(1);
  });

  it("have a failure for an error outside every test", () => {
    expect(countVitest(report({ passed: 3, files: [passing] }), 1).failed).toBe(1);
  });

  it("have a failure for a run that left no report", () => {
    expect(countVitest(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("the end of npm test", () => {
  it("is one plain line, which speaks of skipped ones only when there are some", () => {
    expect(summary({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
    expect(summary({ passed: 12, failed: 1, skipped: 2 })).toBe("12 passed, 1 failed, 2 skipped");
  });

  it("fails for a failure, and for no test at all", () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    const one = { passed: 1, failed: 0, skipped: 0 };
    expect(exitCodeFor(none)).toBe(1);
    expect(exitCodeFor({ ...none, skipped: 3 })).toBe(1);
    expect(exitCodeFor(one)).toBe(0);
    expect(exitCodeFor(add(one, { ...none, failed: 1 }))).toBe(1);
  });
});

describe("the phases", () => {
  it("run in their usual order, whatever the order of their names", () => {
    const names = choosePhases(["kernel", "types"]).chosen.map(({ name }) => name);
    expect(names).toEqual(["types", "kernel"]);
    expect(choosePhases([]).chosen).toBe(phases);
  });

  it("are named to whoever names another", () => {
    expect(choosePhases(["kernels"]).problem).toBe(
      'Cannot run "kernels": the phases are types, lint, unit, kernel, lessons, grading, attacks, browser.',
    );
  });
});
