import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { $display, bundleOf } from "../../../src/kernel/display/index.js";
import { readHtml } from "./html.js";

const fail = (): never => {
  throw new Error("touched");
};
const traps: ProxyHandler<object> = {
  get: fail,
  has: fail,
  ownKeys: fail,
  getPrototypeOf: fail,
  getOwnPropertyDescriptor: fail,
};
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const everything: unknown = new Proxy(() => everything, {
  get: () => everything,
  apply: () => everything,
});

/** Objects whose properties throw at whoever reads them. */
const throwing = (...keys: PropertyKey[]) =>
  Object.defineProperties(
    {},
    Object.fromEntries(keys.map((key) => [key, { get: fail, enumerable: true }])),
  );

const hostile: [string, unknown][] = [
  ["a proxy whose traps throw", new Proxy({}, traps)],
  ["a revoked proxy", revoked],
  ["a proxy that is everything", everything],
  ["a proxy of an array", new Proxy([{ a: 1 }], traps)],
  ["getters where we look", throwing("shape", "dtype", "outerHTML", "data", "layout", "$schema")],
  [
    "more getters where we look",
    throwing("toDataURL", "toSpec", "documentElement", "layers", "then"),
  ],
  ["a display getter that throws", throwing($display)],
  ["a tag that throws", throwing(Symbol.toStringTag)],
  ["a constructor that throws", Object.create(throwing("constructor", "name"))],
  ["an inspect that throws", { [inspect.custom]: fail }],
  [
    "an error without a readable stack",
    Object.defineProperty(new Error("x"), "stack", { get: fail }),
  ],
  [
    "an error without a readable message",
    Object.defineProperty(new Error("x"), "message", { get: fail }),
  ],
  [
    "a display that throws a proxy",
    {
      [$display]: () => {
        throw new Proxy({}, traps);
      },
    },
  ],
  ["a display that gives a proxy", { [$display]: () => new Proxy({}, traps) }],
  ["a display that rejects with a revoked proxy", { [$display]: () => Promise.reject(revoked) }],
  ["a tensor that lies", { shape: [2, 3], dtype: "float32", dataSync: () => null }],
  ["a tensor of a vast shape", { shape: [1e9, 1e9], dtype: "float32", dataSync: fail }],
  [
    "a tensor with proxied values",
    { shape: [2], dtype: "string", dataSync: () => [new Proxy({}, traps), revoked] },
  ],
  ["rows that are proxies", [new Proxy({ a: 1 }, traps)]],
  ["rows with hostile fields", [{ a: new Proxy({}, traps), b: throwing("x"), c: revoked }]],
  ["a Map of hostile things", new Map([[revoked, new Proxy({}, traps)]])],
  ["a figure that is no JSON", { data: [{ y: [1], toJSON: fail }], layout: {} }],
];

describe("values that resist", () => {
  it.each(hostile)("shows %s as text at least", async (_name, value) => {
    const bundle = await bundleOf(value);
    expect(bundle["text/plain"]).toEqual(expect.any(String));
    expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
  });
});

const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    "</td>",
    "&amp;",
    `" onload="x`,
    "'",
    "]]>",
    "\0",
    "\n",
  ),
);
/** Made within the property only: fast-check itself looks into what it generates. */
type Made = () => unknown;

const element: fc.Arbitrary<Made> = fc.oneof(
  fc.nat(hostile.length - 1).map((place) => () => hostile[place]?.[1]),
  nasty.map((text) => () => text),
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
    })
    .map((value) => () => value),
);
const elements = fc.array(element, { maxLength: 6 });
const made = (all: readonly Made[]) => all.map((make) => make());
const collections: fc.Arbitrary<Made> = fc.oneof(
  fc
    .array(fc.array(fc.tuple(nasty, element), { maxLength: 3 }), { minLength: 1, maxLength: 5 })
    .map(
      (rows) => () =>
        rows.map((row) => Object.fromEntries(row.map(([key, make]) => [key, make()]))),
    ),
  fc
    .array(fc.tuple(element, element), { maxLength: 4 })
    .map((entries) => () => new Map(entries.map(([key, value]) => [key(), value()]))),
  elements.map((all) => () => new Set(made(all))),
  elements.map((all) => () => ({
    shape: [all.length],
    dtype: "string",
    dataSync: () => made(all),
  })),
  elements.map((all) => () => ({ data: made(all), layout: {} })),
  elements.map((all) => () => made(all)),
  element,
);

describe("any value", () => {
  it("shows without throwing, with text, and with HTML that is escaped", async () => {
    await fc.assert(
      fc.asyncProperty(collections, async (make) => {
        const bundle = await bundleOf(make());
        expect(bundle["text/plain"]).toEqual(expect.any(String));
        expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
        if (bundle["text/html"] === undefined) return;
        const html = String(bundle["text/html"]);
        // A figure has two scripts, and its data are in the first.
        const [, json = ""] =
          /^<div [^<>]*><p>[^<>]*<\/p><script [^<>]*>([^<]*)<\/script>/.exec(html) ?? [];
        if (json === "") readHtml(html);
        else expect(JSON.parse(json)).toEqual(bundle["application/vnd.plotly.v1+json"]);
      }),
      { numRuns: 500 },
    );
  });

  it("has its words in the table as they are", () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 9 }), (words) => {
        const bundle = bundleOf(words.map((word) => ({ word })));
        const html = String("text/html" in bundle ? bundle["text/html"] : "");
        const cells = readHtml(html).texts.slice(1, -1);
        const expected = words.flatMap((word, row) =>
          [String(row), word].filter((text) => text !== ""),
        );
        expect(cells).toEqual(expected);
      }),
    );
  });
});
