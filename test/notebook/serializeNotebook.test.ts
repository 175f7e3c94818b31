import { execaSync } from "execa";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Notebook, parseNotebook, serializeNotebook } from "../../src/notebook/index.js";

/** The writer of nbformat 5: json.dumps with these settings, lines split by str.splitlines. */
const nbformatWrite = `
import json, sys
notebook = json.load(sys.stdin)
def lines(value): return value.splitlines(True) if isinstance(value, str) else value
for cell in notebook["cells"]:
    cell["source"] = lines(cell["source"])
    for output in cell.get("outputs", []):
        if "text" in output: output["text"] = lines(output["text"])
        for kind, value in output.get("data", {}).items():
            if kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml"):
                output["data"][kind] = lines(value)
text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
sys.stdout.buffer.write((text + "\\n").encode("utf-8"))
`;

function writtenByPython(notebook: Notebook): string {
  const { stdout } = execaSync("python3", ["-c", nbformatWrite], {
    input: JSON.stringify(notebook),
    stripFinalNewline: false,
  });
  return stdout;
}

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    zebra: [],
    kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
    "\u{1F600}": { empty: {} },
    "\uFFFD": 0.5,
    Alpha: 'quotes " and \\ and \u0007 and \u007f',
  },
  cells: [
    { cell_type: "markdown", id: "a", metadata: {}, source: "é\r\nb\u2028c\rd\n\n" },
    {
      cell_type: "code",
      id: "b",
      metadata: {},
      source: "",
      execution_count: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: "one\ntwo" },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/html": "<b>\n</b>",
            "image/png": "AA\nBB",
            "application/json": { b: 1, a: [] },
          },
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["x\ny"] },
      ],
    },
  ],
};

describe("serializeNotebook", () => {
  test("writes the bytes that nbformat writes", () => {
    expect(serializeNotebook(notebook)).toBe(writtenByPython(notebook));
  });

  test("is read back, whatever stands in the cells", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        fc.dictionary(text, fc.jsonValue()),
        (sources, vendor) => {
          const given: Notebook = {
            nbformat: 4,
            nbformat_minor: 5,
            metadata: { vendor },
            cells: sources.map((source, index) => ({
              cell_type: "code",
              id: `c${index}`,
              metadata: { vendor },
              source,
              execution_count: null,
              outputs: [{ output_type: "stream", name: "stderr", text: source }],
            })),
          };
          const written = serializeNotebook(given);
          const parsed = parseNotebook(written);
          if (parsed.status === "failed") throw new Error(parsed.message);
          expect(parsed.notebook.cells.map(({ source }) => source)).toEqual(sources);
          expect(serializeNotebook(parsed.notebook)).toBe(written);
        },
      ),
    );
  });
});
