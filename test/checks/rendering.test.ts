import { describe, expect, test } from "vitest";
import {
  type Feedback,
  feedbackHtml,
  feedbackText,
  formatData,
  stateLook,
  tensorData,
  type Verdict,
  verdictFeedback,
} from "../../src/checks/index.js";
import { dogShare, rowMean } from "./exercises.js";

const verdicts: readonly Verdict[] = [
  { state: "notAttempted" },
  { state: "correct", cases: 3 },
  { state: "delegated", to: "softIouLoss" },
  { state: "uncheckable", reason: "It threw.", case: "two rows" },
  {
    state: "incorrect",
    case: "two rows",
    fails: "the value",
    expected: tensorData([2], [2, 0.375]),
    got: tensorData([2], [2, 1]),
    diagnosis: { id: "sum", message: "You got the sum." },
  },
];

const pages = verdicts.map(
  (verdict) => [verdict.state, feedbackHtml(verdictFeedback(rowMean, verdict))] as const,
);

describe.each(pages)("HTML of %s", (state, html) => {
  test("says the state by a sign and a word, not by colour alone", () => {
    const { sign, word } = stateLook(state);
    expect(html).toContain(`>${sign}</span>${word}: Mean of each row`);
  });

  test("needs no script, style sheet or handler", () => {
    expect(html).not.toMatch(/<(script|style|link|iframe|img)|\son\w+=|javascript:/i);
  });

  test("has a colour to fall back on wherever it takes one of JupyterLab's", () => {
    const variables = html.match(/var\(--jp-[\w-]+[^)]/g) ?? [];
    expect(variables.length).toBeGreaterThan(4);
    expect(variables.filter((variable) => !variable.endsWith(","))).toEqual([]);
  });

  test("closes what it opens", () => {
    const count = (pattern: RegExp) => (html.match(pattern) ?? []).length;
    for (const tag of ["div", "span", "pre", "table", "tr", "td", "th", "code"]) {
      expect(count(new RegExp(`<${tag}[ >]`, "g")), tag).toBe(count(new RegExp(`</${tag}>`, "g")));
    }
  });
});

/** Contrast by WCAG 2.1 against white. */
function contrastOnWhite(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

test.each(verdicts.map(({ state }) => [state, stateLook(state).color]))(
  "the colour of %s is readable on a white page",
  (_, color) => {
    const fallback = /#[0-9a-f]{6}/.exec(color)?.[0] ?? "#ffffff";
    expect(contrastOnWhite(fallback)).toBeGreaterThan(4.5);
  },
);

test("signs and words differ from state to state", () => {
  const looks = verdicts.map(({ state }) => stateLook(state));
  expect(new Set(looks.map(({ sign }) => sign)).size).toBe(5);
  expect(new Set(looks.map(({ word }) => word)).size).toBe(5);
});

describe("text from anybody", () => {
  const evil = `<script>alert(1)</script><img src=x onerror="alert('2')">&amp;\``;

  test.each<[string, Verdict]>([
    ["an error message", { state: "uncheckable", reason: evil, case: evil }],
    [
      "values and a diagnosis",
      {
        state: "incorrect",
        case: evil,
        fails: evil,
        expected: "zero",
        got: { record: { [evil]: evil } },
        diagnosis: { id: "x", message: evil },
      },
    ],
    ["a delegate's name", { state: "delegated", to: evil }],
  ])("in %s becomes no markup", (_, verdict) => {
    const exercise = { ...dogShare, title: evil, inputNames: [evil] };
    const cases = [{ name: evil, inputs: [evil] }];
    const html = feedbackHtml(verdictFeedback(exercise, verdict, cases));
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("&amp;amp;");
  });

  test("in a table becomes none either", () => {
    const table = { head: [evil], rows: [{ cells: [evil], marked: true }], note: evil };
    const feedback: Feedback = {
      sign: "?",
      headline: evil,
      color: "#000000",
      blocks: [
        { kind: "table", table },
        { kind: "code", text: evil },
        { kind: "paragraph", label: evil, text: evil },
      ],
    };
    expect(feedbackHtml(feedback)).not.toMatch(/<(script|img)/);
  });
});

describe("tables of values", () => {
  const incorrect = (expected: number[], got: number[]): string =>
    feedbackText(
      verdictFeedback(rowMean, {
        state: "incorrect",
        case: "drawn",
        fails: "the value",
        expected: tensorData([expected.length], expected),
        got: tensorData([got.length], got),
      }),
    );

  test("show every entry of a small tensor and mark the wrong ones", () => {
    expect(
      incorrect([0.5, 1 / 3], [0.5, 2 / 3])
        .split("\n")
        .slice(3, -1),
    ).toEqual(["  at   expected  got", "  [0]  0.5       0.5", "  [1]  0.333333  0.666667  ✗"]);
  });

  test("show only what differs in a larger one, and say what they leave out", () => {
    const right = Array.from({ length: 40 }, (_, index) => index);
    expect(incorrect(right, right.with(7, 0)).split("\n").slice(3, -1)).toEqual([
      "  at   expected  got",
      "  [7]  7         0    ✗",
      "  39 of 40 entries not shown",
    ]);
  });

  test("show a single number in the sentence alone", () => {
    expect(incorrect([1], [2])).not.toContain("expected  got");
  });
});

describe("formatData", () => {
  test.each([
    [tensorData([2, 1, 2], [1, 2, 3, 4]), "[[[1, 2]], [[3, 4]]]"],
    [tensorData([], [0.1 + 0.2]), "0.3"],
    [tensorData([2], [Number.NaN, 1e-12]), "[NaN, 1e-12]"],
    [true, "true"],
    [null, "null"],
    ["zero", '"zero"'],
    [["a", { record: { b: 1 } }], '["a", { b: 1 }]'],
    [{ number: "Infinity" as const }, "Infinity"],
    [tensorData([0, 3], []), "[]"],
  ])("of %j is %s", (data, text) => {
    expect(formatData(data)).toBe(text);
  });

  test("is cut where it is long", () => {
    expect(formatData("x".repeat(1000))).toHaveLength(401);
  });
});

test("what fails ends in one full stop, with TensorFlow.js's own or without", () => {
  const fails = "the gradient: TensorFlow.js cannot take it: gradient function not found for Less.";
  const text = feedbackText(
    verdictFeedback(rowMean, { state: "incorrect", case: "two rows", of: "gradient", fails }),
  );
  expect(text).toContain(`What fails: ${fails}\n`);
});
