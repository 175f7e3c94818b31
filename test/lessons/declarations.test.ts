import { describe, expect, test } from "vitest";
import { compare, type Exercise, exercises, hiddenCases } from "../../src/checks/index.js";

const named = exercises.map((exercise) => [exercise.id, exercise] as const);

test("ids are unique", () => {
  expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
});

describe.each(named)("%s", (_, exercise) => {
  test("has three to six visible cases with names of their own", () => {
    const names = exercise.visible.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.length).toBeLessThanOrEqual(6);
    expect(new Set(names).size).toBe(names.length);
  });

  test("draws the same hidden cases from the same seed", () => {
    expect(hiddenCases(exercise, "s")).toEqual(hiddenCases(exercise, "s"));
    expect(hiddenCases(exercise, "s").length).toBeGreaterThanOrEqual(4);
  });

  test("draws other hidden cases from another seed", () => {
    const drawn = ["s", "t"].map((seed) => JSON.stringify(hiddenCases(exercise, seed)));
    // Six given expressions are all there is to ask.
    if (exercise.id === "gradient-fates") expect(drawn[0]).toBe(drawn[1]);
    else expect(drawn[0]).not.toBe(drawn[1]);
  });

  test("tells every declared wrong formula apart, whatever the seed", () => {
    const blind = Array.from({ length: 200 }, (_, seed) => `${seed}`).flatMap((seed) => {
      const cases = hiddenCases(exercise, seed);
      return exercise.diagnoses
        .filter(({ wrong }) =>
          cases.every(
            ({ inputs }) =>
              compare(exercise.reference(...inputs), wrong(...inputs), exercise.tolerance)
                .status === "same",
          ),
        )
        .map(({ id }) => `${id} with seed ${seed}`);
    });
    expect(blind).toEqual([]);
  });

  test("its own reference has every property that it asks of answers", () => {
    for (const given of [...exercise.visible, ...hiddenCases(exercise, "s")]) {
      const value = exercise.reference(...given.inputs);
      for (const property of exercise.properties) {
        expect([given.name, property.name, property.holds(given, value)]).toEqual([
          given.name,
          property.name,
          true,
        ]);
      }
    }
  });

  test("gives hints and diagnoses enough, each a sentence", () => {
    expect(exercise.hints).toHaveLength(3);
    expect(exercise.diagnoses.length).toBeGreaterThanOrEqual(3);
    for (const text of textsOf(exercise)) expect(text).toMatch(/[.?!…)]$/);
  });

  test("names its inputs and axes for the feedback", () => {
    expect(exercise.inputNames?.length).toBe(exercise.visible[0]?.inputs.length);
  });
});

const textsOf = ({ hints, diagnoses }: Exercise): readonly string[] => [
  ...hints,
  ...diagnoses.map(({ message }) => message),
];
