import type * as original from "tslab";
import { describe, expect, it } from "vitest";
import { createTslab, type DisplayMessage, type Tslab } from "../../../src/kernel/display/index.js";

const versions = { tslab: "1.0.22", typescript: "7.0.2", node: "v20.0.0" };

function recorded(): { tslab: Tslab; sent: DisplayMessage[] } {
  const sent: DisplayMessage[] = [];
  let ids = 0;
  const newId = () => `id-${++ids}`;
  return { tslab: createTslab((message) => sent.push(message), versions, newId), sent };
}

const bytes = new Uint8Array([1, 2, 255]);
const base64 = "AQL/";

describe("tslab's display", () => {
  it("stands in for the original's types", () => {
    const { tslab } = recorded();
    const original: typeof import("tslab") = tslab;
    const display: original.Display = tslab.newDisplay();
    expect([original.versions, typeof display.html]).toEqual([versions, "function"]);
  });

  it.each([
    ["javascript", "text/javascript", "alert(1)"],
    ["html", "text/html", "<b>x</b>"],
    ["markdown", "text/markdown", "# x"],
    ["latex", "text/latex", "$x$"],
    ["svg", "image/svg+xml", "<svg/>"],
    ["text", "text/plain", "x"],
  ] as const)("sends %s as %s", (method, mime, content) => {
    const { tslab, sent } = recorded();
    tslab.display[method](content);
    expect(sent).toEqual([{ kind: "display_data", data: { [mime]: content }, metadata: {} }]);
  });

  it.each([
    ["png", "image/png"],
    ["jpeg", "image/jpeg"],
    ["gif", "image/gif"],
    ["pdf", "application/pdf"],
  ] as const)("sends the bytes of %s as base64", (method, mime) => {
    const { tslab, sent } = recorded();
    tslab.display[method](bytes);
    tslab.display[method](Buffer.from(bytes));
    tslab.display[method](new Uint8Array([9, 1, 2, 255, 9]).subarray(1, 4));
    const message = { kind: "display_data", data: { [mime]: base64 }, metadata: {} };
    expect(sent).toEqual([message, message, message]);
  });

  it("gives each new display one output, which later contents renew", () => {
    const { tslab, sent } = recorded();
    const [first, second] = [tslab.newDisplay(), tslab.newDisplay()];
    first.html("1");
    second.text("2");
    first.markdown("3");
    first.raw("text/plain", "4");
    expect(
      sent.map((message) => "displayId" in message && [message.kind, message.displayId]),
    ).toEqual([
      ["display_data", "id-1"],
      ["display_data", "id-2"],
      ["update_display_data", "id-1"],
      ["update_display_data", "id-1"],
    ]);
  });

  it("takes different ids by itself", () => {
    const ids: unknown[] = [];
    const send = (message: DisplayMessage) => ids.push("displayId" in message && message.displayId);
    const tslab = createTslab(send, versions);
    for (const display of [tslab.newDisplay(), tslab.newDisplay()]) display.text("x");
    expect(new Set(ids).size).toBe(2);
  });

  it("works when its functions are taken apart", () => {
    const { tslab, sent } = recorded();
    const { html, raw } = tslab.newDisplay();
    html("1");
    raw("text/html", "2");
    expect(sent.map(({ kind }) => kind)).toEqual(["display_data", "update_display_data"]);
  });

  const figure = { data: [{ y: [1] }], layout: {} };
  it.each<[string, Parameters<(type: string, content: object | string) => void>, object]>([
    ["an object", ["application/json", { a: [1] }], { "application/json": { a: [1] } }],
    ["an array", ["application/json", [1, 2]], { "application/json": [1, 2] }],
    ["JSON text", ["application/json", '{"a":1}'], { "application/json": { a: 1 } }],
    ["text that is no JSON", ["application/json", "{a"], { "application/json": "{a" }],
    ["JSON bytes", ["application/json", Buffer.from("[1]")], { "application/json": [1] }],
    [
      "typed arrays and big integers",
      ["application/geo+json", { x: new Float32Array([1, Number.NaN]), n: 1n, m: 2n ** 64n }],
      { "application/geo+json": { x: [1, null], n: 1, m: "18446744073709551616" } },
    ],
    [
      "a Plotly figure as text, without a layout",
      ["application/vnd.plotly.v1+json", JSON.stringify({ data: figure.data })],
      { "application/vnd.plotly.v1+json": figure },
    ],
    ["bytes of a text type", ["text/html", Buffer.from("<i>ä</i>")], { "text/html": "<i>ä</i>" }],
    ["an unknown type's object", ["a/b", { c: 1 }], { "a/b": { c: 1 } }],
    ["an object as text", ["text/plain", { c: 1 }], { "text/plain": "{ c: 1 }" }],
  ])("takes raw content: %s", (_name, [type, content], data) => {
    const { tslab, sent } = recorded();
    tslab.display.raw(type, content);
    expect(sent).toEqual([{ kind: "display_data", data, metadata: {} }]);
  });

  it("takes a whole bundle as one message", () => {
    const { tslab, sent } = recorded();
    tslab.display.raw({ "text/plain": "x", "image/png": bytes, "text/html": undefined });
    expect(sent).toEqual([
      { kind: "display_data", data: { "text/plain": "x", "image/png": base64 }, metadata: {} },
    ]);
  });

  it("refuses what it cannot send, and says why", () => {
    const { tslab, sent } = recorded();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(() => tslab.display.raw("application/json", circular)).toThrow(
      "Cannot display application/json: its content is not JSON data, most often because it contains itself",
    );
    expect(() => tslab.display.raw({ html: "<b>" })).toThrow(
      "Cannot display raw content: expected a MIME type and its content, or an object of contents by MIME type: got { html: '<b>' }",
    );
    expect(sent).toEqual([]);
  });
});
