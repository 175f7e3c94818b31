import { describe, expect, it } from "vitest";
import {
  $display,
  createJupyter,
  type DisplayMessage,
  type JupyterPorts,
} from "../../../src/kernel/display/index.js";

function recorded(ports: Omit<JupyterPorts, "send"> = {}) {
  const sent: DisplayMessage[] = [];
  return { ...createJupyter({ ...ports, send: (message) => sent.push(message) }), sent };
}

const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

describe("display", () => {
  it("shows a value in its richest form", async () => {
    const { display, sent } = recorded();
    await display(new Set([1]));
    expect(sent).toMatchObject([
      { kind: "display_data", data: { "text/plain": "Set(1) { 1 }" }, metadata: {} },
    ]);
    expect(sent[0]).not.toHaveProperty("displayId");
  });

  it("sends a bundle as it is with raw, and shows it as a value without", async () => {
    const { display, sent } = recorded();
    const bundle = { "text/markdown": "# x", "image/png": png };
    await display(bundle, { raw: true });
    await display({ "text/markdown": "# x" });
    expect(sent.map((message) => "data" in message && message.data)).toEqual([
      { "text/markdown": "# x", "image/png": png.toString("base64") },
      { "text/plain": "{ 'text/markdown': '# x' }" },
    ]);
  });

  it("shows with raw what is no bundle as a value", async () => {
    const { display, sent } = recorded();
    await display({ a: 1 }, { raw: true });
    expect(sent).toMatchObject([{ data: { "text/plain": "{ a: 1 }" } }]);
  });

  it("names outputs and renews them", async () => {
    const { display, sent } = recorded();
    await display(1, { display_id: "n" });
    await display(2, { display_id: "n", update: true, metadata: { a: 1 } });
    expect(sent).toEqual([
      { kind: "display_data", data: { "text/plain": "1" }, metadata: {}, displayId: "n" },
      {
        kind: "update_display_data",
        data: { "text/plain": "2" },
        metadata: { a: 1 },
        displayId: "n",
      },
    ]);
  });

  it("refuses to renew an output without a name", async () => {
    const { display, sent } = recorded();
    await expect(display(1, { update: true })).rejects.toThrow(
      "Cannot update a display: display_id is missing, say which one to renew",
    );
    expect(sent).toEqual([]);
  });

  it("sends in the order of the calls, also when nobody waits", () => {
    const { display, sent } = recorded();
    void display(1);
    void display(2);
    expect(sent).toMatchObject([{ data: { "text/plain": "1" } }, { data: { "text/plain": "2" } }]);
  });

  it("waits for a value's own asynchronous display", async () => {
    const { display, sent } = recorded();
    await display({ [$display]: async () => ({ "text/html": "<b>x</b>" }) });
    expect(sent).toMatchObject([
      { data: { "text/html": "<b>x</b>", "text/plain": "[text/html]" } },
    ]);
  });
});

describe("what is sent", () => {
  it("is plain data, so that any channel can carry it", async () => {
    const { display, broadcast, sent } = recorded();
    const metadata = { a: 1, f: () => 1 };
    await display(1, { metadata });
    await broadcast("display_data", { data: { "image/png": png, "a/b": metadata }, metadata });
    expect(sent).toEqual([
      { kind: "display_data", data: { "text/plain": "1" }, metadata: { a: 1 } },
      {
        kind: "display_data",
        data: { "image/png": png.toString("base64"), "a/b": { a: 1 } },
        metadata: { a: 1 },
      },
    ]);
    expect(structuredClone(sent)).toEqual(sent);
  });
});

describe("the template tags", () => {
  const { html, md, svg, format } = recorded();

  it("give values that show themselves", async () => {
    expect(await format(html`<b>x</b>`)).toEqual({
      "text/html": "<b>x</b>",
      "text/plain": "<b>x</b>",
    });
    expect(await format(md`# x`)).toEqual({ "text/markdown": "# x", "text/plain": "# x" });
    expect(await format(svg`<svg/>`)).toEqual({
      "image/svg+xml": "<svg/>",
      "text/plain": "<svg/>",
    });
  });

  it.each([
    ["values as they are, as Deno does", html`<p>${"<b>"}${1}${null}</p>`, "<p><b>1null</p>"],
    ["undefined as nothing", html`<p>${undefined}</p>`, "<p></p>"],
    ["other pieces", html`<ul>${html`<li>`}</ul>`, "<ul><li></ul>"],
    [
      "arrays of pieces",
      html`<ul>${[1, 2].map((n) => html`<li>${n}`)}</ul>`,
      "<ul><li>1<li>2</ul>",
    ],
    ["other arrays as text", html`${[1, 2]}`, "1,2"],
    ["escapes that are none as written", md`$\underline x$`, "$\\underline x$"],
  ])("put in %s", (_name, piece, source) => {
    expect(String(piece)).toBe(source);
  });
});

describe("image", () => {
  it("shows bytes", async () => {
    const { image, format } = recorded();
    expect(await format(image(png))).toMatchObject({ "image/png": png.toString("base64") });
  });

  it("shows the file at a path", async () => {
    const { image, format } = recorded({ readFile: (path) => Buffer.from(`<svg id="${path}"/>`) });
    expect(await format(image("a.svg"))).toMatchObject({ "image/svg+xml": '<svg id="a.svg"/>' });
  });

  it("says what is wrong", () => {
    const missing = () => {
      throw new Error("ENOENT");
    };
    const { image } = recorded({ readFile: missing });
    expect(() => image("a.png")).toThrow("Cannot show the image a.png: Error: ENOENT");
    expect(() => image(new Uint8Array([1, 2, 3]))).toThrow(
      "Cannot show an image: its bytes are not PNG, JPEG, GIF, WebP, SVG or PDF by their first ones",
    );
    expect(() => recorded().image("a.png")).toThrow(
      "Cannot show an image: files cannot be read here, give its bytes",
    );
  });
});

describe("broadcast", () => {
  it("sends display messages on the way of all others", async () => {
    const { broadcast, sent } = recorded();
    const data = { "text/plain": "x" };
    await broadcast("display_data", { data, metadata: { m: 1 }, transient: { display_id: "n" } });
    await broadcast("update_display_data", { data, transient: {} }, { metadata: { e: 1 } });
    await broadcast("clear_output", { wait: true });
    expect(sent).toEqual([
      { kind: "display_data", data, metadata: { m: 1 }, displayId: "n" },
      { kind: "update_display_data", data, metadata: { e: 1 } },
      { kind: "clear_output", wait: true },
    ]);
  });

  it("hands on other messages, or refuses them", async () => {
    const others: unknown[] = [];
    const { broadcast } = recorded({ broadcast: (...message) => void others.push(message) });
    await broadcast("comm_msg", { comm_id: "c" }, { buffers: [png] });
    expect(others).toEqual([["comm_msg", { comm_id: "c" }, { buffers: [png] }]]);
    await expect(recorded().broadcast("comm_msg", {})).rejects.toThrow(
      "Cannot broadcast comm_msg: only display_data, update_display_data and clear_output can be sent here",
    );
    await expect(broadcast("display_data", { data: "x" })).rejects.toThrow(
      "Cannot broadcast display_data: content.data has to hold contents by MIME type",
    );
  });
});

it("clears outputs, at once or with the next one", () => {
  const { clearOutput, sent } = recorded();
  clearOutput();
  clearOutput(true);
  expect(sent).toEqual([
    { kind: "clear_output", wait: false },
    { kind: "clear_output", wait: true },
  ]);
});
