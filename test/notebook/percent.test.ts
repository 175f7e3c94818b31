import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PercentCell, parsePercent, writePercent } from "../../src/notebook/index.js";
import { lesson } from "./lesson.js";

const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
/** Lines as sources have them; the marks of the format come up more often than by chance. */
const line = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => text.replaceAll(/[\r\n]/g, "").trimEnd()),
  fc.constantFrom(
    "",
    "//",
    "// %% x",
    "// // %%",
    "//%%",
    "// text",
    "// ---",
    "const a = 1;",
    "  // b",
  ),
);
const source = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n").trimEnd());

const cell = fc.record({ type: fc.constantFrom("code", "markdown", "raw"), source });
const cells = fc
  .uniqueArray(word, { minLength: 1, maxLength: 6 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) => cell.map((parts): PercentCell => ({ ...parts, id }) as PercentCell)),
    ),
  );
const header = fc.option(
  fc.array(
    line.filter((text) => text !== "---"),
    { maxLength: 3 },
  ),
  { nil: undefined },
);

describe("percent format", () => {
  test("reads back what it writes", () => {
    fc.assert(
      fc.property(cells, header, (given, yaml) => {
        const text = writePercent(
          yaml === undefined ? { cells: given } : { header: yaml, cells: given },
        );
        const parsed = parsePercent(text);
        if (parsed.status === "failed") throw new Error(JSON.stringify(parsed.problems));
        expect(parsed.cells.map(({ line: _, ...parts }) => parts)).toEqual(given);
        expect(parsed.header).toEqual(yaml);
        expect(writePercent(parsed)).toBe(text);
      }),
    );
  });

  test("writes back a source as an author wrote it", () => {
    const parsed = parsePercent(lesson);
    if (parsed.status === "failed") throw new Error(JSON.stringify(parsed.problems));
    expect(writePercent(parsed)).toBe(lesson);
  });

  test("knows where each cell stands", () => {
    const parsed = parsePercent(lesson);
    expect(parsed).toMatchObject({
      cells: [{ line: 7 }, { line: 12 }, { line: 15 }, { line: 24 }],
    });
  });

  test("reads Windows line ends", () => {
    const parsed = parsePercent('// %% id="a"\r\nconst a = 1;\r\n');
    expect(parsed).toMatchObject({ status: "ok", cells: [{ source: "const a = 1;" }] });
  });
});

describe("a source with mistakes", () => {
  const messages = (text: string) => {
    const parsed = parsePercent(text);
    return parsed.status === "failed"
      ? parsed.problems.map(({ code, message }) => `${code}: ${message}`)
      : [];
  };

  test.each([
    ["// %%\n1", 'missingId: Line 1: the cell has no id. Add id="…".'],
    [
      '// %% id="a" tags="x"',
      'unknownKey: Line 1: unknown key "tags". A cell knows id, exercise and role.',
    ],
    [
      '// %% id="a b"',
      'badValue: Line 1: id="a b" is not usable. Use 1 to 64 letters, digits, "-" or "_".',
    ],
    [
      "// %% Title",
      'badHeader: Line 1: cannot read "Title" in the cell header. Write key="value".',
    ],
    [
      '// %% id="a"\n\n// %% [markdown] id="a"',
      'duplicateId: Line 3: the id "a" is taken by the cell of line 1. Give each cell its own.',
    ],
    [
      '// %% [markdown] id="a"\n// Text\nconst a = 1;',
      'textInMarkdown: Line 3: text of a markdown cell is no comment. Begin the line with "// ", or begin a code cell above it.',
    ],
    [
      'import x from "x";\n// %% id="a"',
      'textBeforeCells: Line 1: text stands before the first cell. Put a line "// %% id=\\"…\\"" above it.',
    ],
    [
      '// %% id="a" exercise="a"',
      'roleWithoutExercise: Line 1: exercise and role go together. Add role="…".',
    ],
    [
      '// %% id="a" exercise="a" role="test"',
      'badRole: Line 1: unknown role "test". Use role="answer" or role="check".',
    ],
    [
      '// %% id="b" exercise="a" role="check"',
      'badRole: Line 1: the check cell of "a" is called "b". Set id="a-check".',
    ],
    [
      '// %% [markdown] id="a" exercise="a" role="answer"',
      "badRole: Line 1: the answer cell is no code cell. Remove [markdown].",
    ],
  ])("%j", (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  test("an empty source has no cell", () => {
    expect(messages("\n")).toEqual([
      'noCells: No cell found. Begin each cell with a line "// %% id=\\"…\\"".',
    ]);
  });

  test("all of them are told at once", () => {
    expect(messages('// %%\n// %% id="a"\n// %% id="a"')).toHaveLength(2);
  });
});
