import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Case, Exercise } from "../../src/checks/index.js";
import { exercises, hiddenCases, judge, observe, type Verdict } from "../../src/checks/index.js";
import { useBestBackend } from "../../src/lib/index.js";
import { type Answer, right, wrong } from "./support/answers.js";

const seed = "a class of thirty";

async function verdict(exercise: Exercise, cases: readonly Case[], answer: Answer) {
  return judge(exercise, cases, await observe(exercise, cases, answer));
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeEach(async () => {
    await useBestBackend({ candidates: [backend] });
    tf.engine().startScope();
  });
  afterEach(() => tf.engine().endScope());

  describe.each(exercises.map((exercise) => [exercise.id, exercise] as const))(
    "%s",
    (id, exercise) => {
      test("no right alternative is marked wrong", async () => {
        const answers = Object.entries(right[id] ?? {});
        expect(answers.length).toBeGreaterThanOrEqual(2);
        for (const [name, answer] of answers) {
          expect([name, await verdict(exercise, exercise.visible, answer)]).toEqual([
            name,
            { state: "correct", cases: exercise.visible.length },
          ]);
          const cases = hiddenCases(exercise, seed);
          expect([name, await verdict(exercise, cases, answer)]).toEqual([
            name,
            { state: "correct", cases: cases.length },
          ]);
        }
      });

      test("each declared wrong answer meets its own diagnosis", async () => {
        const answers = wrong[id] ?? {};
        expect([...new Set(Object.keys(answers).map(idIn))].toSorted()).toEqual(
          exercise.diagnoses.map((diagnosis) => diagnosis.id).toSorted(),
        );
        for (const [name, answer] of Object.entries(answers)) {
          expect([name, diagnosisOf(await verdict(exercise, exercise.visible, answer))]).toEqual([
            name,
            idIn(name),
          ]);
        }
      });

      test("no declared wrong answer gets through the hidden cases", async () => {
        for (const [name, answer] of Object.entries(wrong[id] ?? {})) {
          const { state } = await verdict(exercise, hiddenCases(exercise, seed), answer);
          expect([name, state]).toEqual([name, "incorrect"]);
        }
      });

      if (exercise.dtypes?.includes("bool") === false) {
        test("the right values as booleans are not enough", async () => {
          const answer = Object.values(right[id] ?? {})[0];
          const booleans = (...inputs: never[]) => {
            const value = answer?.(...inputs);
            if (!(value instanceof tf.Tensor)) throw new TypeError("The answer gave no tensor");
            return value.toBool();
          };
          expect(await verdict(exercise, exercise.visible, booleans)).toMatchObject({
            state: "incorrect",
            fails: expect.stringContaining("are bool"),
          });
        });
      }

      if (exercise.gradientOf === undefined) return;
      test("the right value without its gradient is not enough", async () => {
        const answer = Object.values(right[id] ?? {})[0];
        const cut = (...inputs: never[]) => {
          const value = answer?.(...inputs);
          if (!(value instanceof tf.Tensor)) throw new TypeError("The answer gave no tensor");
          return tf.tensor(value.dataSync(), value.shape);
        };
        expect(await verdict(exercise, exercise.visible, cut)).toMatchObject({
          state: "incorrect",
          of: "gradient",
        });
      });
    },
  );
});

/** Several ways to one mistake: `bits` and `bits: from probabilities` both meet the diagnosis `bits`. */
const idIn = (name: string): string => name.split(":")[0] ?? name;

function diagnosisOf(verdict: Verdict): string {
  if (verdict.state !== "incorrect") return JSON.stringify(verdict);
  return verdict.diagnosis?.id ?? `none: ${verdict.case}: ${verdict.fails}`;
}
