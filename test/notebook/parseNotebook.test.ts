import { describe, expect, test } from "vitest";
import { type Notebook, parseNotebook } from "../../src/notebook/index.js";

const code = (source: unknown, more: object = {}) => ({
  cell_type: "code",
  metadata: {},
  source,
  execution_count: null,
  outputs: [],
  ...more,
});

const file = (cells: unknown, more: object = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more });

function read(text: string): Notebook {
  const parsed = parseNotebook(text);
  if (parsed.status === "failed") throw new Error(parsed.message);
  return parsed.notebook;
}

function problem(text: string, maxLength?: number) {
  return parseNotebook(text, maxLength === undefined ? {} : { maxLength });
}

describe("a file that is no usable notebook", () => {
  test("empty", () => {
    expect(problem(" \n")).toEqual({
      status: "failed",
      code: "emptyFile",
      message: "Notebook empty: the file has no content. Save the notebook again.",
    });
  });

  test("no JSON: says where, in one line", () => {
    const parsed = problem("{\n not json\n}");
    expect(parsed).toMatchObject({ status: "failed", code: "notJson" });
    expect(parsed).toHaveProperty(
      "message",
      expect.stringMatching(/^Notebook is no JSON: [^\n]+\. Save it again in Jupyter\.$/),
    );
  });

  test.each(["[]", "3", "null", '"text"', "{}", '{"cells": []}'])(
    "JSON, but no notebook: %s",
    (text) => {
      expect(problem(text)).toEqual({
        status: "failed",
        code: "notNotebook",
        message: 'Not a notebook: the JSON has no "nbformat". Hand in the .ipynb file itself.',
      });
    },
  );

  test("cells that are none: says which", () => {
    expect(problem(file([code("1"), { cell_type: "spell", metadata: {}, source: "" }]))).toEqual({
      status: "failed",
      code: "notNotebook",
      message:
        'Notebook malformed: cells.1.cell_type: expected a cell with "cell_type" code, markdown or raw. Open it in Jupyter and save it again.',
    });
  });

  test("a source that is no text", () => {
    expect(problem(file([code(5)]))).toHaveProperty(
      "message",
      "Notebook malformed: cells.0.source: expected text or an array of lines. Open it in Jupyter and save it again.",
    );
  });

  test("cells that are no list", () => {
    expect(problem(file({}))).toMatchObject({ status: "failed", code: "notNotebook" });
  });

  test("nbformat 3: says how to convert it", () => {
    expect(problem(JSON.stringify({ nbformat: 3, nbformat_minor: 0, worksheets: [] }))).toEqual({
      status: "failed",
      code: "unsupportedVersion",
      message:
        'Notebook too old: it is in nbformat 3, and 4 is read. Convert it with "jupyter nbconvert --to notebook --nbformat 4 FILE", or open it in JupyterLab and save it.',
    });
  });

  test("nbformat 5", () => {
    expect(problem(JSON.stringify({ nbformat: 5 }))).toMatchObject({ code: "unsupportedVersion" });
  });

  test("too large", () => {
    expect(problem(file([code("x".repeat(3 * 1024 * 1024))]), 1024 * 1024)).toEqual({
      status: "failed",
      code: "tooLarge",
      message:
        "Notebook too large: 3.0 MB, and at most 1.0 MB is read. Clear its outputs and save it again.",
    });
  });

  test("nested to overflow a stack", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const text = `{"nbformat":4,"nbformat_minor":5,"metadata":{"deep":${deep}},"cells":[]}`;
    expect(problem(text)).toMatchObject({ status: "failed", code: "notNotebook" });
  });

  test("two cells with one id: says which", () => {
    expect(problem(file([code("1", { id: "a" }), code("2"), code("3", { id: "a" })]))).toEqual({
      status: "failed",
      code: "duplicateCellId",
      message:
        'Notebook ambiguous: cells 1 and 3 both have the id "a". Delete one of them, or give it an id of its own.',
    });
  });
});

describe("a notebook that anybody may have written", () => {
  test("source as lines or as text", () => {
    const { cells } = read(file([code(["a\n", "b"]), code("a\nb")]));
    expect(cells.map(({ source }) => source)).toEqual(["a\nb", "a\nb"]);
  });

  test("a byte order mark", () => {
    expect(read(`\uFEFF${file([])}`).cells).toEqual([]);
  });

  test("before nbformat 4.5: ids come from nbgrader, else from the place", () => {
    const nbgrader = {
      schema_version: 3,
      grade_id: "sum",
      grade: false,
      locked: false,
      solution: true,
      task: false,
    };
    const cells = [code("1"), code("2", { metadata: { nbgrader } }), code("3", { id: "cell-1" })];
    const notebook = read(file(cells, { nbformat_minor: 2 }));
    expect(notebook.cells.map(({ id }) => id)).toEqual(["cell-1-2", "sum", "cell-1"]);
    expect(notebook.nbformat_minor).toBe(5);
  });

  test("an id that Jupyter would refuse counts as none", () => {
    expect(read(file([code("1", { id: "a b" })])).cells[0]?.id).toBe("cell-1");
  });

  test("unknown metadata stays", () => {
    const metadata = { tags: ["x"], "vendor:thing": { a: 1 } };
    const notebook = read(file([code("1", { metadata })], { metadata: { orig_nbformat: 4 } }));
    expect(notebook.cells[0]?.metadata).toEqual(metadata);
    expect(notebook.metadata).toEqual({ orig_nbformat: 4 });
  });

  test("nbgrader metadata of another shape is dropped, the rest stays", () => {
    const metadata = { nbgrader: { schema_version: 1, grade: "yes" }, tags: [] };
    expect(read(file([code("1", { metadata })])).cells[0]?.metadata).toEqual({ tags: [] });
  });

  test("outputs as lines, JSON outputs as they are", () => {
    const outputs = [
      { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
      {
        output_type: "display_data",
        metadata: {},
        data: { "text/html": ["<b>", "x"], "application/json": ["x"], "image/png": "AAAA" },
      },
    ];
    const cell = read(file([code("1", { outputs })])).cells[0];
    expect(cell).toMatchObject({
      outputs: [
        { output_type: "stream", text: "a\nb" },
        {
          output_type: "display_data",
          data: { "text/html": "<b>x", "application/json": ["x"], "image/png": "AAAA" },
        },
      ],
    });
  });

  test.each<[string, object]>([
    ["outputs of an unknown kind", { outputs: [{ output_type: "hologram" }, 5] }],
    ["outputs that are no list", { outputs: "none" }],
    [
      "no outputs, count or metadata",
      { outputs: undefined, execution_count: undefined, metadata: undefined },
    ],
    ["a count that is none", { execution_count: "*" }],
    ["metadata that is none", { metadata: [] }],
  ])("%s cost nobody the notebook", (_, odd) => {
    expect(read(file([code("1", odd)])).cells).toEqual([
      {
        cell_type: "code",
        id: "cell-1",
        metadata: {},
        source: "1",
        execution_count: null,
        outputs: [],
      },
    ]);
  });

  test("odd notebook metadata is dropped, the rest stays", () => {
    const metadata = { kernelspec: { name: 5 }, language_info: {}, softgrad: null, other: 1 };
    expect(read(file([], { metadata })).metadata).toEqual({ other: 1 });
    expect(read(file([], { metadata: 3 })).metadata).toEqual({});
  });

  test("Markdown attachments stay, odd ones are dropped", () => {
    const markdown = (attachments: unknown) => ({
      cell_type: "markdown",
      metadata: {},
      source: "",
      attachments,
    });
    const kept = { "a.png": { "image/png": "AAAA" } };
    const { cells } = read(file([markdown(kept), markdown(7)]));
    expect(cells[0]).toHaveProperty("attachments", kept);
    expect(cells[1]).not.toHaveProperty("attachments", 7);
  });
});
