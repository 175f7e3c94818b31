import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./support/kernel.js";
import { RawClient } from "./support/rawClient.js";

const folder = temporaryFolder();
let client: RawClient;

beforeAll(async () => {
  client = await RawClient.start(folder);
  await client.execute({
    code: `let calls = 0;
const list = [1, 2, 3], text = "a \\"b\\"", none = null, big = 12n, zero = -0;
const many = Array.from({ length: 300 }, (_, i) => i);
const record = { a: 1, b: "x", nested: { c: 2 }, f() {} };
const watched = { get value() { calls += 1; return 1; } };
const sly = new Proxy({ a: 1 }, { get() { calls += 1; return 1; }, ownKeys() { calls += 1; return []; } });
const map = new Map([["k", { v: 1 }]]), set = new Set([1, 2]), when = new Date(0), floats = new Float32Array(3);
class Point { constructor(public x = 1) {} [Symbol.for("nodejs.util.inspect.custom")]() { calls += 1; return "no"; } }
const point = new Point();
/** Doubles. */
const twice = (n: number) => 2 * n;`,
  });
});
afterAll(() => client.close());

/** What is told at the \`|\` in a cell. */
const inspect = async (text: string): Promise<Record<string, string>> => {
  const code = text.replace("|", "");
  const cursor_pos = [...text.slice(0, text.indexOf("|"))].length;
  const content = { code, cursor_pos, detail_level: 0 };
  const { data } = await client.request("shell", "inspect_request", content);
  return data as Record<string, string>;
};

describe("inspection tells the value of a variable", () => {
  it.each([
    ["list", "= [1, 2, 3]"],
    ["text", '= "a \\"b\\""'],
    ["none", "= null"],
    ["big", "= 12n"],
    ["zero", "= -0"],
    ["record", '= { a: 1, b: "x", nested: Object, f: [Function] }'],
    ["watched", "= { value: [Getter] }"],
    ["map", '= Map(1) { "k" => { v: 1 } }'],
    ["set", "= Set(2) { 1, 2 }"],
    ["floats", "= Float32Array(3) [0, 0, 0]"],
    ["point", "= Point { x: 1 }"],
  ])("%s", async (name, expected) => {
    const data = await inspect(`${name}|`);
    expect(data["text/plain"]).toContain(expected);
    expect(data["text/markdown"]).toContain(`${expected}\n\`\`\``);
  });

  it("in few words", async () => {
    const { "text/plain": text = "" } = await inspect("many|");
    expect(text).toMatch(/= \[0, 1, 2,.*…] \(300\)$/);
  });

  it("and runs nothing for it", async () => {
    for (const name of ["watched", "sly", "point"]) await inspect(`${name}|`);
    const { published } = await client.execute({ code: "calls" });
    expect(published.at(-1)?.content.data).toMatchObject({ "text/plain": "0" });
  });

  it("beside its type and what is said of it", async () => {
    expect(await inspect("const s = '😀'; twi|ce(1)")).toEqual({
      "text/plain": "const twice: (n: number) => number\n\nDoubles.",
      "text/markdown": "```typescript\nconst twice: (n: number) => number\n```\n\nDoubles.",
    });
  });

  it("as it is now", async () => {
    await client.execute({ code: "list.push(4); calls = 7" });
    expect((await inspect("list|"))["text/plain"]).toBe("const list: number[]\n= [1, 2, 3, 4]");
    expect((await inspect("calls|"))["text/plain"]).toBe("let calls: number\n= 7");
    await client.execute({ code: "calls = 0" });
  });

  it("not while a cell blocks the thread, of which it tells the type", async () => {
    const id = client.send("shell", "execute_request", {
      code: "console.log('on'); const until = Date.now() + 2000; while (Date.now() < until);",
      silent: false,
    });
    await client.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "stream");
    expect((await inspect("list|"))["text/plain"]).toBe("const list: number[]");
    expect(
      client.messages.some(
        ({ message: m }) => m.parent.msg_id === id && m.header.msg_type === "execute_reply",
      ),
    ).toBe(false);
    await client.replyTo(id);
  });
});

describe("completion", () => {
  it("counts in code points", async () => {
    const code = "const s = '😀😀'; list.pu";
    const cursor_pos = [...code].length;
    expect(await client.request("shell", "complete_request", { code, cursor_pos })).toMatchObject({
      status: "ok",
      matches: ["push"],
      cursor_start: cursor_pos - 2,
      cursor_end: cursor_pos,
      metadata: {
        _jupyter_types_experimental: [
          {
            text: "push",
            type: "method",
            signature: "(...items: number[]): number",
            start: cursor_pos - 2,
            end: cursor_pos,
          },
        ],
      },
    });
  });
});
