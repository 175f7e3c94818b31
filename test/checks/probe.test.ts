import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { judge, observationsMimeType, observe, probeRequest } from "../../src/checks/index.js";
import { probeAnswer } from "../../src/checks/observation/probe.js";
import * as sandboxed from "../../src/checks/sandboxed.js";
import { dogShare, oneHotRows, rowMean } from "./exercises.js";

async function probed(request: string, answer: unknown): Promise<Record<string, unknown>> {
  const shown = await probeAnswer(request, answer);
  return { ...shown[Symbol.for("Jupyter.display")]?.() };
}

const right = (values: tf.Tensor) => tf.mean(values, -1);

describe("a request", () => {
  test("holds what observing takes, and nothing of the right answer", () => {
    expect(JSON.parse(probeRequest(rowMean, rowMean.visible))).toEqual({
      exercise: {
        id: "row-mean",
        answer: rowMean.answer,
        gradientOf: rowMean.gradientOf,
        delegates: rowMean.delegates,
      },
      cases: rowMean.visible,
    });
  });
});

describe("a probe", () => {
  test("sends observations that can be judged elsewhere", async () => {
    const bundle = await probed(probeRequest(rowMean, rowMean.visible), right);
    const sent = JSON.parse(JSON.stringify(bundle[observationsMimeType]));
    expect(sent.exercise).toBe("row-mean");
    expect(judge(rowMean, rowMean.visible, sent.observations)).toEqual({
      state: "correct",
      cases: 3,
    });
    expect(bundle["text/plain"]).toBe("softgrad: 3 observations of row-mean");
  });

  test.each([
    [rowMean, right],
    [dogShare, 0.93],
    [oneHotRows, (labels: tf.Tensor1D, depth: number) => tf.oneHot(labels, depth)],
  ])("sees what a check sees: $id", async (exercise, answer) => {
    const bundle = await probed(probeRequest(exercise, exercise.visible), answer);
    expect(bundle[observationsMimeType]).toEqual({
      exercise: exercise.id,
      observations: await observe(exercise, exercise.visible, answer),
    });
  });

  test("of a missing answer is not attempted", async () => {
    const bundle = await probed(probeRequest(rowMean, rowMean.visible), undefined);
    expect(bundle[observationsMimeType]).toEqual({
      exercise: "row-mean",
      observations: rowMean.visible.map(() => ({ status: "notAttempted" })),
    });
  });

  test("refuses a request that is none", async () => {
    const exercise = JSON.parse(probeRequest(rowMean, [])).exercise;
    await expect(probed(JSON.stringify({ exercise, cases: [{ name: 1 }] }), right)).rejects.toThrow(
      new TypeError("Cannot probe an answer: the request is malformed at cases.0.name."),
    );
    await expect(probed("{", right)).rejects.toThrow(SyntaxError);
  });
});

describe("softgrad/checks as the sandbox has it", () => {
  test("has what a lesson's cells call, and no exercise to call it for", () => {
    expect(Object.keys(sandboxed).sort()).toEqual([
      "NotAttempted",
      "check",
      "hint",
      "observationsMimeType",
      "probe",
      "progress",
      "solution",
    ]);
  });

  test("leaves calls without effect, wrong ones too", () => {
    expect(sandboxed.check("row-mean", right)).toBeUndefined();
    expect(sandboxed.hint("no such exercise", 99)).toBeUndefined();
    expect(sandboxed.solution("row-mean")).toBeUndefined();
    expect(sandboxed.progress("no such lesson")).toBeUndefined();
  });
});
