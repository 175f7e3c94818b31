import { describe, expect, test } from "vitest";
import {
  type Case,
  type Data,
  type Exercise,
  judge,
  type Observation,
  tensorData,
  type Verdict,
} from "../../src/checks/index.js";
import { dogShare, oneHotRows, rowMean } from "./exercises.js";

const half = (shape: number[]): Data =>
  tensorData(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5),
  );

const gradientShapes = [
  [2, 2],
  [1, 2],
  [3, 2],
];

/** What the right answer to row-mean gives on its visible cases. */
const right: readonly Extract<Observation, { status: "returned" }>[] = rowMean.visible.map(
  ({ inputs }, index) => ({
    status: "returned",
    value: rowMean.reference(...inputs),
    gradient: half(gradientShapes[index] ?? []),
  }),
);

function judged(observations: unknown): Verdict {
  return judge(rowMean, rowMean.visible, observations);
}

function withFirst(change: object): Observation[] {
  return right.map((observation, index) =>
    index === 0 ? { ...observation, ...change } : observation,
  );
}

/** A one-case exercise around a reference value. */
function judgeValue(expected: Data, got: Data, more: Partial<Exercise> = {}): Verdict {
  const exercise = { ...dogShare, reference: () => expected, diagnoses: [], ...more };
  return judge(exercise, exercise.visible, [{ status: "returned", value: got }]);
}

describe("the state", () => {
  test("is correct when every case holds", () => {
    expect(judged(right)).toEqual({ state: "correct", cases: 3 });
  });

  test("is not attempted when only the stub ran", () => {
    expect(judged(right.map(() => ({ status: "notAttempted" })))).toEqual({
      state: "notAttempted",
    });
  });

  test("is uncheckable when the stub is still in one branch", () => {
    expect(judged([right[0], { status: "notAttempted" }, right[2]])).toEqual({
      state: "uncheckable",
      case: "a row of zeros",
      reason: "A line that throws NotAttempted is still there. Replace it.",
    });
  });

  test("is uncheckable when it threw, and says which line", () => {
    const threw = { status: "threw", name: "TypeError", message: "no", line: "a.b();" };
    expect(judged([threw, right[1], right[2]])).toEqual({
      state: "uncheckable",
      case: "two rows",
      reason: "It threw TypeError: no in the line `a.b();`",
    });
  });

  test.each([
    ["undefined", "The answer gave undefined. Is a return missing?"],
    ["a promise", "The answer gave a promise. Is an await missing?"],
    ["a function", "The answer gave a function."],
  ])("is uncheckable for %s", (got, reason) => {
    expect(judged([{ status: "unusable", got }, right[1], right[2]])).toEqual({
      state: "uncheckable",
      case: "two rows",
      reason,
    });
  });

  test("is delegated when a delegate worked in any case", () => {
    expect(judged(withFirst({ delegatedTo: "oneHot" }))).toEqual({
      state: "delegated",
      to: "oneHot",
    });
  });

  test("is not delegated to a function that is none of the exercise's delegates", () => {
    expect(judged(withFirst({ delegatedTo: "dice" }))).toEqual({ state: "correct", cases: 3 });
  });

  test("is that of the first case that fails", () => {
    const wrong = { status: "returned", value: tensorData([1], [1]), gradient: half([1, 2]) };
    const threw = { status: "threw", name: "Error", message: "later" };
    expect(judged([right[0], wrong, threw])).toMatchObject({
      state: "incorrect",
      case: "a row of zeros",
      fails: "the value: expected 0, got 1 at [0]",
    });
  });

  test("is that of a wrong value before that of an earlier case's gradient", () => {
    const wrong = { status: "returned", value: tensorData([1], [1]), gradient: half([1, 2]) };
    const flat = { ...right[0], gradient: tensorData([2, 2], [0, 0, 0, 0]) };
    const verdict = judged([flat, wrong, right[2]]);
    expect(verdict).toMatchObject({ state: "incorrect", case: "a row of zeros" });
    expect(verdict).not.toHaveProperty("of");
  });
});

describe("the value", () => {
  test("that differs is told at its worst entry", () => {
    expect(judged(withFirst({ value: tensorData([2], [2.5, 0.376]) }))).toEqual({
      state: "incorrect",
      case: "two rows",
      expected: tensorData([2], [2, 0.375]),
      got: tensorData([2], [2.5, 0.376]),
      fails:
        "the value: 2 of 2 entries differ, most at [0]: expected 2, got 2.5; a right answer stays within [0, 2]",
    });
  });

  test("NaN is told as such", () => {
    expect(judged(withFirst({ value: tensorData([2], [2, Number.NaN]) }))).toMatchObject({
      state: "incorrect",
      fails:
        "the value: 1 of 2 entries differs, most at [1]: expected 0.375, got NaN. NaN comes from 0/0, from 0 · infinity or from the log of a negative number; a right answer stays within [0, 2]",
    });
  });

  test("NaN is right where the reference has NaN", () => {
    const nan = tensorData([2], [Number.NaN, 1]);
    expect(judgeValue(nan, nan).state).toBe("correct");
    expect(judgeValue(nan, tensorData([2], [0, 1])).state).toBe("incorrect");
  });

  test("infinity is right where the reference has it, with its sign", () => {
    const infinite = tensorData([1], [Number.POSITIVE_INFINITY]);
    expect(judgeValue(infinite, infinite).state).toBe("correct");
    expect(judgeValue(infinite, tensorData([1], [Number.NEGATIVE_INFINITY])).state).toBe(
      "incorrect",
    );
    expect(judgeValue(1, { number: "Infinity" })).toMatchObject({
      fails:
        "the value: expected 1, got Infinity. Infinity comes from a division by 0, from log(0) or from an overflow",
    });
  });

  test.each<[string, Data, Data]>([
    ["int32 for float32", tensorData([2], [0, 1]), tensorData([2], [0, 1], "int32")],
    ["bool for float32", tensorData([2], [0, 1]), tensorData([2], [0, 1], "bool")],
    ["an array for a tensor", tensorData([2, 1], [0, 1]), [[0], [1]]],
    ["a tensor for an array", [0, 1], tensorData([2], [0, 1])],
    ["a scalar for a number", 0.5, tensorData([], [0.5])],
    ["a number for a scalar", tensorData([], [0.5]), 0.5],
    ["text", "zero", "zero"],
    ["an empty tensor", tensorData([0, 2], []), tensorData([0, 2], [])],
    ["a record", { record: { a: [1], b: "x" } }, { record: { b: "x", a: tensorData([1], [1]) } }],
  ])("may be %s", (_, expected, got) => {
    expect(judgeValue(expected, got)).toEqual({ state: "correct", cases: 1 });
  });

  test("within the tolerance is right, beyond it is not", () => {
    const tolerance = { relative: 0.1, absolute: 0.01 };
    expect(judgeValue(1, 1.1099, { tolerance }).state).toBe("correct");
    expect(judgeValue(1, 1.1101, { tolerance }).state).toBe("incorrect");
  });

  test("text that differs", () => {
    expect(judgeValue("zero", "slope")).toMatchObject({
      state: "incorrect",
      fails: 'the value: expected "zero", got "slope"',
    });
  });

  test("that is rounding noise is shown as 0", () => {
    expect(judgeValue(-2.2e-16, 0.5)).toMatchObject({
      fails: "the value: expected 0, got 0.5",
    });
    expect(judgeValue(1e-12, 0.5)).toMatchObject({ fails: "the value: expected 1e-12, got 0.5" });
  });

  test("a property sees the numbers in the reference's form", () => {
    const properties = [
      {
        name: "is a tensor",
        holds: (_: Case, value: Data) => Object.hasOwn(Object(value), "tensor"),
      },
    ];
    expect(judgeValue(tensorData([1], [1]), [1], { properties }).state).toBe("correct");
  });

  test("a property that fails alone is said by name", () => {
    const properties = [{ name: "is not 0.93", holds: () => false }];
    expect(judgeValue(0.93, 0.93, { properties })).toMatchObject({
      state: "incorrect",
      fails: "a right answer is not 0.93",
    });
  });

  test("a property that throws does not hold", () => {
    const properties = [
      {
        name: "can be read",
        holds: () => {
          throw new Error("no");
        },
      },
    ];
    expect(judgeValue(0.93, 0.93, { properties }).state).toBe("incorrect");
  });
});

describe("a wrong form is uncheckable and says how", () => {
  test.each<[string, Data, string]>([
    [
      "a missing axis",
      tensorData([], [1]),
      "The shape should be [2] = [batch] and is []: 1 axis missing.",
    ],
    [
      "a wrong length",
      tensorData([3], [1, 2, 3]),
      "The shape should be [2] = [batch] and is [3]: axis 0 (batch) should be 2 and is 3.",
    ],
    [
      "an axis too many",
      tensorData([2, 1], [1, 2]),
      "The shape should be [2] = [batch] and is [2, 1]: 1 axis too many.",
    ],
    ["text", "two", "A tensor of shape [2] is expected, and it is a text."],
    ["null", null, "A tensor of shape [2] is expected, and it is null."],
    ["a record", { record: {} }, "A tensor of shape [2] is expected, and it is a record."],
    ["a ragged list", [[1], [1, 2]], "A tensor of shape [2] is expected, and it is a list."],
  ])("%s", (_, value, reason) => {
    expect(judged(withFirst({ value }))).toEqual({
      state: "uncheckable",
      case: "two rows",
      reason,
    });
  });

  test("several axes at once, without names", () => {
    expect(judgeValue(tensorData([1, 2, 1], [1, 2]), tensorData([2, 1, 1], [1, 2]))).toMatchObject({
      reason:
        "The shape should be [1, 2, 1] and is [2, 1, 1]: axis 0 should be 1 and is 2, axis 1 should be 2 and is 1.",
    });
  });

  test.each<[string, Data, string]>([
    ["lacks a key", { record: { a: 1 } }, 'The record lacks "b".'],
    [
      "has a key too many",
      { record: { a: 1, b: "x", c: 2 } },
      'The record has "c", which is not asked for.',
    ],
  ])("a record that %s", (_, got, reason) => {
    expect(judgeValue({ record: { a: 1, b: "x" } }, got)).toMatchObject({ reason });
  });

  test("no list at all", () => {
    expect(judgeValue(["a", "b"], [])).toMatchObject({
      reason: "A list of 2 is expected, and it has 0.",
    });
  });

  test("a list of another length", () => {
    expect(judgeValue(["a", "b"], ["a"])).toMatchObject({
      reason: "A list of 2 is expected, and it has 1.",
    });
  });
});

describe("the gradient", () => {
  test("that is lost says so", () => {
    expect(judged(withFirst({ gradient: null }))).toMatchObject({
      state: "incorrect",
      of: "gradient",
      fails:
        'the gradient with respect to "values": none flows back. Something cut it: dataSync, arraySync or a tensor made anew from numbers',
    });
  });

  test("that is missing from the observation counts as lost", () => {
    const { value } = right[0] ?? {};
    expect(judged([{ status: "returned", value }, right[1], right[2]])).toMatchObject({
      state: "incorrect",
      of: "gradient",
    });
  });

  test("that is zero everywhere says what does that", () => {
    expect(judged(withFirst({ gradient: tensorData([2, 2], [0, 0, 0, 0]) }))).toMatchObject({
      fails:
        'the gradient with respect to "values": it is 0 everywhere, so nothing would learn. argMax, oneHot, round and step have a gradient of 0',
      got: tensorData([2, 2], [0, 0, 0, 0]),
    });
  });

  test("that is wrong is told at its worst entry", () => {
    expect(judged(withFirst({ gradient: tensorData([2, 2], [0.5, 0.5, 0.5, 1]) }))).toMatchObject({
      fails:
        'the gradient with respect to "values": 1 of 4 entries differs, most at [1, 1]: expected 0.5, got 1',
    });
  });

  test("that TensorFlow.js cannot take is told in its words", () => {
    const gradientError = "Cannot compute gradient: gradient function not found for Greater.";
    expect(judged(withFirst({ gradient: null, gradientError }))).toMatchObject({
      fails: `the gradient with respect to "values": TensorFlow.js cannot take it: ${gradientError}`,
    });
  });

  test("of NaN is wrong", () => {
    const gradient = tensorData([2, 2], [0.5, 0.5, 0.5, Number.NaN]);
    expect(judged(withFirst({ gradient })).state).toBe("incorrect");
  });

  /** f(x) = |x| at 0: every slope in [−1, 1] is a subgradient. */
  describe("at a kink", () => {
    const absolute: Exercise = {
      ...rowMean,
      visible: [{ name: "zero", inputs: [tensorData([1], [0])] }],
      reference: (x) => tensorData([1], [Math.abs(Number(Object(x).tensor.values[0]))]),
      properties: [],
      diagnoses: [],
    };
    const at = (slope: number) =>
      judge(absolute, absolute.visible, [
        { status: "returned", value: tensorData([1], [0]), gradient: tensorData([1], [slope]) },
      ]).state;

    test.each([-1, 0, 0.3, 1])("%d lies between both sides", (slope) => {
      expect(at(slope)).toBe("correct");
    });

    test.each([-1.1, 2])("%d does not", (slope) => {
      expect(at(slope)).toBe("incorrect");
    });
  });

  /** f(x) = 1 − 2x / (x² + 1), flat at 1: its differences there are rounding. */
  test("that float64 cannot tell from 0 is 0", () => {
    const squaredDice: Exercise = {
      ...rowMean,
      visible: [{ name: "met", inputs: [tensorData([1], [1])] }],
      reference: (input) => {
        const x = Number(Object(input).tensor.values[0]);
        return tensorData([1], [1 - (2 * x) / (x * x + 1)]);
      },
      properties: [],
      diagnoses: [],
    };
    const observed = {
      status: "returned",
      value: tensorData([1], [0]),
      gradient: tensorData([1], [0.5]),
    };
    expect(judge(squaredDice, squaredDice.visible, [observed])).toMatchObject({
      of: "gradient",
      expected: tensorData([1], [0]),
      fails:
        'the gradient with respect to "values": 1 of 1 entries differs, most at [0]: expected 0, got 0.5',
    });
  });

  /** f(x) = √x at −1: NaN here and on both sides. */
  test("beyond the reference's domain is not compared", () => {
    const root: Exercise = {
      ...rowMean,
      visible: [{ name: "below", inputs: [tensorData([1], [-1])] }],
      reference: (x) => tensorData([1], [Math.sqrt(Number(Object(x).tensor.values[0]))]),
      properties: [],
      diagnoses: [],
    };
    const observed = {
      status: "returned",
      value: tensorData([1], [Number.NaN]),
      gradient: tensorData([1], [5]),
    };
    expect(judge(root, root.visible, [observed]).state).toBe("correct");
  });
});

describe("the type of an answer's numbers", () => {
  const ones = tensorData([2], [1, 0]);
  const booleans = tensorData([2], [1, 0], "bool");

  test("is free where the exercise names none", () => {
    expect(judgeValue(ones, booleans).state).toBe("correct");
  });

  test("is one of those that the exercise names", () => {
    const dtypes = ["float32", "int32"] as const;
    expect(judgeValue(ones, tensorData([2], [1, 0], "int32"), { dtypes }).state).toBe("correct");
    expect(judgeValue(ones, booleans, { dtypes })).toMatchObject({
      state: "incorrect",
      fails:
        "the type: the numbers should be float32 or int32 and are bool. toFloat() makes the numbers 0 and 1 of booleans",
    });
  });
});

describe("a known wrong answer", () => {
  const sums = rowMean.visible.map(({ inputs }) => ({
    status: "returned" as const,
    value: rowMean.diagnoses[0]?.wrong(...inputs) ?? null,
    gradient: null,
  }));

  test("is diagnosed when it explains every case on which it differs", () => {
    expect(judged(sums)).toMatchObject({
      state: "incorrect",
      case: "two rows",
      diagnosis: { id: "sum", message: "You got the sum: what do you divide by?" },
    });
  });

  test("is not, when another case contradicts it", () => {
    expect(judged([sums[0], sums[1], right[2]])).not.toHaveProperty("diagnosis");
  });

  test("is not, when it leaves another fault unexplained", () => {
    const also = { status: "returned", value: tensorData([1], [5]), gradient: null };
    expect(judged([sums[0], also, sums[2]])).not.toHaveProperty("diagnosis");
  });

  test("is diagnosed although a later case overflowed, one mistake at a time", () => {
    const overflowed = tensorData([3], [Number.NaN, 0.7, Number.POSITIVE_INFINITY]);
    const last = { status: "returned", value: overflowed, gradient: null };
    expect(judged([sums[0], sums[1], last])).toMatchObject({ diagnosis: { id: "sum" } });
  });

  test("is not, when the case that is shown is the one that overflowed", () => {
    const first = { status: "returned", value: tensorData([2], [Number.NaN, 0]), gradient: null };
    expect(judged([first, sums[1], sums[2]])).not.toHaveProperty("diagnosis");
  });

  test("is not, when a case it should explain threw", () => {
    const threw = { status: "threw", name: "Error", message: "" };
    expect(judged([sums[0], sums[1], threw])).not.toHaveProperty("diagnosis");
  });

  test("of another shape turns uncheckable into incorrect", () => {
    const means = rowMean.visible.map(({ inputs }) => ({
      status: "returned",
      value: rowMean.diagnoses[1]?.wrong(...inputs),
      gradient: null,
    }));
    expect(judged(means)).toMatchObject({
      state: "incorrect",
      case: "two rows",
      fails: "The shape should be [2] = [batch] and is []: 1 axis missing",
      diagnosis: { id: "one-mean" },
    });
  });

  test("that throws on a case explains nothing", () => {
    const diagnoses = [
      {
        id: "broken",
        message: "never",
        wrong: () => {
          throw new Error("author's mistake");
        },
      },
    ];
    const verdict = judge({ ...rowMean, diagnoses }, rowMean.visible, sums);
    expect(verdict).not.toHaveProperty("diagnosis");
  });
});

describe("hostile observations are uncheckable and end nothing", () => {
  const deep = JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`);
  const ring: unknown[] = [];
  ring.push(ring);

  test.each<[string, unknown]>([
    ["none", undefined],
    ["null", null],
    ["text", "correct"],
    ["a verdict", { state: "correct" }],
    ["too few", [{ status: "returned", value: 1 }]],
    ["too many", Array.from({ length: 4 }, () => ({ status: "notAttempted" }))],
    ["an unknown status", rowMean.visible.map(() => ({ status: "passed" }))],
    ["an extra field", rowMean.visible.map(() => ({ status: "notAttempted", points: 2 }))],
    [
      "values that are no data",
      rowMean.visible.map(() => ({ status: "returned", value: { x: 1 } })),
    ],
    [
      "a tensor that lies about its shape",
      rowMean.visible.map(() => ({
        status: "returned",
        value: { tensor: { shape: [9], dtype: "float32", values: [1] } },
      })),
    ],
    [
      "a negative shape",
      rowMean.visible.map(() => ({
        status: "returned",
        value: { tensor: { shape: [-1, -1], dtype: "float32", values: [1] } },
      })),
    ],
    ["deep nesting", rowMean.visible.map(() => ({ status: "returned", value: deep }))],
    ["a ring", rowMean.visible.map(() => ({ status: "returned", value: ring }))],
    [
      "a million values",
      rowMean.visible.map(() => ({ status: "returned", value: Array(1_000_001).fill(0) })),
    ],
    [
      "an endless message",
      rowMean.visible.map(() => ({ status: "threw", name: "x", message: "x".repeat(1_000_000) })),
    ],
    [
      "a proxy that throws",
      new Proxy([], {
        get: () => {
          throw new Error("no");
        },
      }),
    ],
  ])("%s", (_, observations) => {
    expect(judged(observations)).toEqual({
      state: "uncheckable",
      reason: expect.stringMatching(
        /^The results are (malformed|unreadable|too large|not one)[^\n]*\.$/,
      ),
    });
  });

  test("keys of the prototype stay keys", () => {
    const value = JSON.parse('{"record": {"__proto__": 1, "constructor": 2}}');
    const verdict = judgeValue({ record: { a: 1 } }, value);
    expect(verdict).toMatchObject({ state: "uncheckable", reason: 'The record lacks "a".' });
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });

  test("a case of the same name as an object's method", () => {
    expect(
      judge(oneHotRows, [{ name: "toString", inputs: [] }], [{ status: "notAttempted" }]),
    ).toEqual({
      state: "notAttempted",
    });
  });

  test("no case at all is no success", () => {
    expect(judge(rowMean, [], [])).toEqual({
      state: "uncheckable",
      reason: "There is no case to check.",
    });
  });
});
