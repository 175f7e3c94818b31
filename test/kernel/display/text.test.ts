import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { $display, bundleOf, textOf } from "../../../src/kernel/display/index.js";
import { plain, shown } from "./shown.js";

class Point {
  x = 1;
  readonly #hidden = 2;
  get y() {
    return this.#hidden;
  }
}

const circular: Record<string, unknown> = { a: 1 };
circular.self = circular;

describe("values as text", () => {
  it.each<[unknown, string]>([
    [undefined, "undefined"],
    [null, "null"],
    ["it's", `"it's"`],
    [-0, "-0"],
    [12n, "12n"],
    [Symbol("s"), "Symbol(s)"],
    [() => 1, "[Function (anonymous)]"],
    [Point, "[class Point]"],
    [new Point(), "Point { x: 1 }"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [/a/g, "/a/g"],
    [circular, "<ref *1> { a: 1, self: [Circular *1] }"],
    [Promise.resolve({ a: 1 }), "Promise { { a: 1 } }"],
    [new Promise(() => {}), "Promise { <pending> }"],
    [Object.create(null), "[Object: null prototype] {}"],
  ])("shows %s", (value, text) => {
    expect(shown(value)).toEqual({ "text/plain": text });
  });

  it("goes deeper than util.inspect while that stays short", () => {
    expect(plain({ a: { b: { c: { d: 1 } } } })).toContain("c: { d: 1 }");
    const long = Array.from({ length: 99 }, (_, n) => ({
      b: { c: { name: `number ${n}`, d: [n] } },
    }));
    expect(textOf(long)).toBe(inspect(long, { breakLength: 100 }));
  });

  it("caps huge values and says so", () => {
    expect(plain("x".repeat(1e6))).toMatch(/^'x{10000}'\.\.\. 990000 more characters$/);
    expect(plain(new Array(1e6).fill(0))).toMatch(/999900 more items\n\]$/);
    const properties = Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`key${n}`, n]));
    expect(plain(properties)).toMatch(/key999: 999\n\}\n… 99,000 more properties$/);
    const custom = { [inspect.custom]: () => "y".repeat(1e6) };
    expect(plain(custom)).toMatch(/^y{100000}\n… 900,000 more characters$/);
  });
});

describe("errors as text", () => {
  const stack = (name: string) =>
    `${name}\n    at cell (cell 1:2:3)\n    at kernel (/kernel/run.js:1:1)\n    at node:internal/x:1:1`;

  it("keep the user's own frames, with cause and properties", () => {
    const cause = Object.assign(new TypeError("inner"), { stack: stack("TypeError: inner") });
    const error = Object.assign(new Error("outer", { cause }), { stack: stack("Error: outer") });
    const hideFrame = (line: string) => line.includes("/kernel/");
    expect(bundleOf(error, { hideFrame })).toEqual({
      "text/plain": [
        "Error: outer",
        "    at cell (cell 1:2:3) {",
        "  [cause]: TypeError: inner",
        "      at cell (cell 1:2:3)",
        "}",
      ].join("\n"),
    });
    expect(plain(error)).toContain("/kernel/run.js");
  });

  it("show the errors of an AggregateError", () => {
    const error = new AggregateError([new RangeError("one")], "many");
    expect(plain(error)).toMatch(
      /^AggregateError: many\n(?:.*\n)*? {2}\[errors\]: \[\n {4}RangeError: one\n/,
    );
  });

  it("show rejected promises with their reason", () => {
    const promise = Promise.reject(new Error("no"));
    promise.catch(() => {});
    expect(plain(promise)).toMatch(/^Promise \{\n {2}<rejected> Error: no\n/);
  });
});

describe("a value's own display", () => {
  const own = (method: unknown) => ({ [$display]: method });

  it("is taken, and completed by text", () => {
    class Chart {
      name = "c";
      [$display]() {
        return { "text/html": `<b>${this.name}</b>` };
      }
    }
    expect(shown(new Chart())).toEqual({
      "text/html": "<b>c</b>",
      "text/plain": "Chart { name: 'c' }",
    });
    expect(shown(own(() => ({ "text/markdown": "# x" })))).toEqual({
      "text/markdown": "# x",
      "text/plain": "# x",
    });
    expect(shown(own(() => ({ "image/png": new Uint8Array([1]), "text/html": "" })))).toEqual({
      "image/png": "AQ==",
      "text/html": "",
      "text/plain": "[image/png, text/html]",
    });
  });

  it("may be asynchronous, and that of a function", async () => {
    const value = Object.assign(
      () => 1,
      own(async () => ({ "text/plain": "x" })),
    );
    expect(await bundleOf(value)).toEqual({ "text/plain": "x" });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["an empty object", {}],
    ["no MIME types", { html: "x" }],
    ["only undefined contents", { "text/plain": undefined }],
    ["an array", ["text/plain"]],
  ])("that gives %s lets the value show like any other", async (_name, given) => {
    const value = Object.assign(
      new Set([1]),
      own(() => given),
    );
    const expected = expect.stringContaining("<table");
    expect(shown(value)["text/html"]).toEqual(expected);
    const later = Object.assign(
      new Set([1]),
      own(async () => given),
    );
    expect((await bundleOf(later))["text/html"]).toEqual(expected);
  });

  it("that fails is said under the value", async () => {
    const text = (reason: string) =>
      expect.stringMatching(`^Foo \\{.*\\}\nIts Jupyter.display failed: ${reason}`);
    class Foo {}
    const failing = (method: () => unknown) => Object.assign(new Foo(), own(method));
    const thrower = () => {
      throw new RangeError("no");
    };
    expect(plain(failing(thrower))).toEqual(text("RangeError: no$"));
    const rejected = await bundleOf(failing(async () => thrower()));
    expect(rejected).toEqual({ "text/plain": text("RangeError: no$") });
    expect(plain(failing(() => ({ "application/json": circular })))).toEqual(
      text("TypeError: Cannot display application/json: "),
    );
  });
});
