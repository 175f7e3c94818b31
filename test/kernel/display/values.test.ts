import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { plain, shown, texts } from "./shown.js";

const latin = (text: string) => Buffer.from(text, "latin1");
const pngHeader = Buffer.concat([
  latin("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
  Buffer.from([0, 0, 2, 128, 0, 0, 1, 224]),
]);

describe("bytes of images and documents", () => {
  it.each([
    ["PNG", pngHeader, "image/png", "PNG image, 640 × 480, 24 bytes"],
    ["a cut PNG", pngHeader.subarray(0, 10), "image/png", "PNG image, 10 bytes"],
    ["JPEG", latin("\xff\xd8\xff\xe0"), "image/jpeg", "JPEG image, 4 bytes"],
    ["GIF", latin("GIF89a\x02\0\x03\0"), "image/gif", "GIF image, 2 × 3, 10 bytes"],
    ["WebP", latin("RIFF\0\0\0\0WEBP"), "image/webp", "WebP image, 12 bytes"],
    ["PDF", latin("%PDF-1.7\n"), "application/pdf", "PDF document, 9 bytes"],
  ])("shows %s", (_name, bytes, mime, text) => {
    const bundle = { [mime]: bytes.toString("base64"), "text/plain": text };
    expect(shown(bytes)).toEqual(bundle);
    expect(shown(new Uint8Array(bytes).buffer)).toEqual(bundle);
  });

  it.each([
    "<svg xmlns='x'/>",
    "<svg/>",
    '\uFEFF<?xml version="1.0"?>\n<!-- drawn -->\n<!DOCTYPE svg>\n<svg></svg>',
  ])("shows %j as SVG text", (source) => {
    expect(shown(Buffer.from(source))["image/svg+xml"]).toBe(source);
  });

  it.each(["<html><svg/></html>", "<svgs/>", "RIFF\0\0\0\0WAVE", ""])("leaves %j be", (source) => {
    expect(Object.keys(shown(latin(source))).filter((mime) => /image|pdf/.test(mime))).toEqual([]);
  });
});

describe("typed arrays", () => {
  it("show their elements, and what they amount to", () => {
    const value = new Float32Array([1.5, 0.1, Number.NaN]);
    expect(plain(value)).toBe(inspect(value));
    expect(texts(value)).toEqual([
      "Float32Array(3)",
      "0",
      "1",
      "2",
      "1.5",
      "0.1",
      "NaN",
      "min 0.1, max 1.5, mean 0.8, 1 NaN",
    ]);
  });

  it("show the ends of long ones", () => {
    const value = Uint16Array.from({ length: 1000 }, (_, index) => index);
    const seen = texts(value);
    expect(seen[0]).toBe("Uint16Array(1,000)");
    expect(seen.slice(1, 14).join(" ")).toBe("0 1 2 3 4 5 6 7 … 996 997 998 999");
    expect(seen.at(-1)).toBe("min 0, max 999, mean 499.5");
  });

  it("show big integers, buffers and empty arrays", () => {
    expect(texts(new BigInt64Array([-1n, 2n]))).toEqual([
      "BigInt64Array(2)",
      "0",
      "1",
      "-1n",
      "2n",
    ]);
    expect(texts(Buffer.from([7]))).toEqual(["Buffer(1)", "0", "7"]);
    expect(shown(new Uint8Array())).toEqual({ "text/plain": "Uint8Array(0) []" });
  });

  it("have a mean where the sum would overflow", () => {
    expect(texts(new Float64Array([1.5e308, 1.5e308])).at(-1)).toBe(
      "min 1.5e+308, max 1.5e+308, mean 1.5e+308",
    );
  });
});

describe("Map and Set", () => {
  it("show keys and values", () => {
    const value = new Map<unknown, unknown>([
      ["1", "<b>"],
      [1, { a: [1] }],
    ]);
    expect(plain(value)).toBe(inspect(value));
    expect(texts(value)).toEqual(["Map(2)", "key", "value", "'1'", "'<b>'", "1", "{ a: [ 1 ] }"]);
    expect(texts(new Set(["a"]))).toEqual(["Set(1)", "value", "'a'"]);
  });

  it("align columns of numbers to the right, others to the left", () => {
    const html = String(
      shown(
        new Map<string, unknown>([
          ["a", 1],
          ["b", 2n],
        ]),
      )["text/html"],
    );
    expect(html).toContain(`<td style="text-align:left">&#39;b&#39;</td><td>2n</td>`);
  });

  it("say how many more there are", () => {
    const seen = texts(new Set(Array.from({ length: 1234 }, (_, index) => index)));
    expect([seen[0], seen.length, seen.at(-1)]).toEqual(["Set(1,234)", 53, "… 1,184 more"]);
  });

  it("are text when empty", () => {
    expect(shown(new Map())).toEqual({ "text/plain": "Map(0) {}" });
  });

  it("do not call what a subclass overrides", () => {
    class Odd extends Map<number, number> {
      override entries(): never {
        throw new Error("called");
      }
      override get size(): number {
        throw new Error("called");
      }
    }
    expect(texts(new Odd().set(1, 2))).toEqual(["Map(1)", "key", "value", "1", "2"]);
  });
});

describe("arrays of plain objects", () => {
  it("show a row an object and a column a property", () => {
    const value = [
      { name: "<a>", n: 1 },
      { n: 2.5, list: [1, 2], none: undefined },
    ];
    expect(plain(value)).toBe(inspect(value));
    expect(texts(value)).toEqual([
      "name",
      "n",
      "list",
      "none",
      "0",
      "<a>",
      "1",
      "1",
      "2.5",
      "[ 1, 2 ]",
      "2 rows × 4 columns",
    ]);
  });

  it("are tables that a screen reader can read out", () => {
    const { "text/html": html } = shown([{ word: "a" }]);
    expect(html).toBe(
      '<div><table class="dataframe"><caption style="caption-side:bottom;text-align:left;white-space:nowrap">1 row × 1 column</caption>' +
        '<thead><tr><td></td><th scope="col" style="text-align:left">word</th></tr></thead>' +
        '<tbody><tr><th scope="row">0</th><td style="text-align:left">a</td></tr></tbody></table></div>',
    );
  });

  it("align words to the left and leave numbers to the front end", () => {
    const html = String(shown([{ word: "a", number: 1 }])["text/html"]);
    expect(html).toContain('<td style="text-align:left">a</td><td>1</td>');
  });

  it("show the ends of long and wide ones", () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`c${index}`, index]));
    const seen = texts(Array.from({ length: 100 }, () => wide));
    expect(seen.slice(9, 12)).toEqual(["c9", "…", "c20"]);
    const labels = seen.slice(21).filter((_, index) => index % 22 === 0);
    expect(labels.slice(9, 12)).toEqual(["9", "…", "90"]);
    expect(seen.at(-1)).toBe("100 rows × 30 columns");
  });

  it("do not call getters", () => {
    const value = {
      get now(): never {
        throw new Error("called");
      },
    };
    expect(texts([value])).toEqual(["now", "0", "[Getter]", "1 row × 1 column"]);
  });

  it("shorten long cells", () => {
    const [, , cell = ""] = texts([{ a: "x".repeat(1000) }]);
    expect([cell.length, cell.at(-1)]).toEqual([100, "…"]);
  });

  it.each<[string, unknown]>([
    ["nothing", []],
    ["numbers", [1, 2]],
    ["objects among others", [{ a: 1 }, null]],
    ["null before objects", [null, { a: 1 }]],
    ["class instances", [new URL("https://a.b")]],
    ["empty objects", [{}]],
    ["holes", new Array(3)],
  ])("are text when they hold %s", (_name, value) => {
    expect(shown(value)).toEqual({ "text/plain": inspect(value) });
  });
});

it("shows the first rows of a data frame", () => {
  const records = Array.from({ length: 70 }, (_, n) => ({ n }));
  const frame = (rows: object[]) => ({
    schema: {},
    height: rows.length,
    head: (count: number) => frame(rows.slice(0, count)),
    toRecords: () => rows,
    [inspect.custom]: () => "shape: (…)",
  });
  const seen = texts(frame(records));
  expect([seen.length, seen.at(-1)]).toEqual([122, "the first 60 of 70 rows"]);
  expect(texts(frame(records.slice(0, 1)))).toEqual(["n", "0", "0", "1 row × 1 column"]);
  expect(plain(frame(records))).toBe("shape: (…)");
});

it("shows the first rows of a data frame of Danfo.js", () => {
  const frame = (height: number) => ({
    columns: ["name", "n"],
    index: Array.from({ length: height }, (_, row) => row),
    values: Array.from({ length: height }, (_, row) => [`<${row}>`, row]),
  });
  expect(texts(frame(1))).toEqual(["name", "n", "0", "<0>", "0", "1 row × 2 columns"]);
  expect(texts(frame(70)).at(-1)).toBe("the first 60 of 70 rows");
  expect(Object.keys(shown({ columns: 1, index: 2, values: [] }))).toEqual(["text/plain"]);
});

describe("what makes HTML of itself", () => {
  it("shows as that", () => {
    class Table {
      toHTML(options: object = {}) {
        return `<i>${Object.keys(options).length}</i>`;
      }
    }
    expect(shown(new Table())).toEqual({ "text/html": "<i>0</i>", "text/plain": "Table {}" });
  });

  it.each<[string, object]>([
    ["needs to be told something", { toHTML: (node: unknown) => String(node) }],
    ["gives something else", { toHTML: () => 1 }],
    [
      "throws",
      {
        toHTML: () => {
          throw new Error("no");
        },
      },
    ],
  ])("is text when it %s", (_name, value) => {
    expect(shown(value)).toEqual({ "text/plain": inspect(value) });
  });
});

describe("DOM elements and canvases", () => {
  it.each([
    ["HTML", { outerHTML: "<p>x</p>" }, { "text/html": "<p>x</p>", "text/plain": "<p>x</p>" }],
    ["SVG", { outerHTML: "<svg></svg>" }, { "image/svg+xml": "<svg></svg>" }],
    ["a document", { documentElement: { outerHTML: "<html>" } }, { "text/html": "<html>" }],
  ])("show as %s", (_name, node, bundle) => {
    class Node {}
    expect(shown(Object.assign(new Node(), node))).toMatchObject(bundle);
  });

  it("leave HTML out that is too large for a notebook", () => {
    const bundle = shown({ outerHTML: `<p>${"x".repeat(6e6)}</p>` });
    expect(Object.keys(bundle)).toEqual(["text/plain"]);
    expect(String(bundle["text/plain"]).slice(-30)).toMatch(/\n… 5,900,007 more characters$/);
  });

  it("show a canvas as its picture", () => {
    const canvas = { toDataURL: () => "data:image/png;base64,AQL/" };
    expect(shown(canvas)).toMatchObject({ "image/png": "AQL/" });
    expect(Object.keys(shown({ toDataURL: () => "blob:1" }))).toEqual(["text/plain"]);
  });
});

describe("charts", () => {
  const plotly = "application/vnd.plotly.v1+json";
  const trace = { type: "bar", y: new Float32Array([1, 2]) };

  it("shows a Plotly figure, always with a layout", () => {
    const data = [{ type: "bar", y: [1, 2] }];
    const html = expect.stringContaining('aria-label="Plotly figure: ');
    expect(shown({ data: [trace], layout: { title: { text: "T" } }, other: 1 })).toEqual({
      [plotly]: { data, layout: { title: { text: "T" } } },
      "text/html": html,
      "text/plain": "Plotly figure: 1 trace (bar), T",
    });
    expect(shown({ data: [trace, { x: [1] }], config: { a: 1 } })).toEqual({
      [plotly]: { data: [...data, { x: [1] }], layout: {}, config: { a: 1 } },
      "text/html": html,
      "text/plain": "Plotly figure: 2 traces (bar, scatter)",
    });
  });

  it("puts a figure into a page so that no text of it ends the script or the attribute", () => {
    const text = '</script><script>alert("1")</script>';
    const figure = { data: [{ y: [1], name: text }], layout: { title: { text } } };
    const html = String(shown(figure)["text/html"]);
    const [, json = ""] = /<script type="application\/json">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(json)).toEqual(figure);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).toContain("&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)");
  });

  it("leaves a figure out of pages that is too large to be there twice", () => {
    const bundle = shown({ data: [{ y: ["x".repeat(6e6)] }], layout: {} });
    expect(Object.keys(bundle)).toEqual([plotly, "text/plain"]);
  });

  it.each<[string, object]>([
    ["a reply of a server", { data: [{ id: 1 }], status: 200 }],
    ["a reply with traces' names", { data: [{ x: 1 }], status: 200 }],
    ["a reply with a layout", { data: [{ id: 1 }], layout: { columns: 2 } }],
    ["no traces", { data: [] }],
    ["a layout of another kind", { data: [], layout: "wide" }],
    ["data of another kind", { data: "x", layout: {} }],
  ])("leaves %s be", (_name, value) => {
    expect(shown(value)).toEqual({ "text/plain": inspect(value) });
  });

  const lite = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", mark: "bar" };
  it.each<[string, object, object]>([
    [
      "Vega-Lite",
      { ...lite, title: "T" },
      {
        "application/vnd.vegalite.v5+json": { ...lite, title: "T" },
        "text/plain": "Vega-Lite v5 chart: T",
      },
    ],
    [
      "Vega",
      { $schema: "https://vega.github.io/schema/vega/v6.1.json" },
      {
        "application/vnd.vega.v6+json": { $schema: "https://vega.github.io/schema/vega/v6.1.json" },
      },
    ],
    [
      "an object that makes a chart",
      { toSpec: () => lite },
      { "application/vnd.vegalite.v5+json": lite },
    ],
  ])("shows %s by its schema", (_name, value, bundle) => {
    expect(shown(value)).toMatchObject(bundle);
  });

  it("leaves other schemas be", () => {
    const value = { $schema: "https://json-schema.org/draft/2020-12/schema" };
    expect(Object.keys(shown(value))).toEqual(["text/plain"]);
  });
});
