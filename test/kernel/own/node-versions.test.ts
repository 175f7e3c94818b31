import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KernelConnection } from "../../../src/kernel/client/index.js";
import { interruptLoop } from "../../lessons/support/interruptLoop.js";
import { resultOf, startIn, temporaryFolder, textOf } from "./support/kernel.js";
import { supportedNodes } from "./support/nodes.js";
import { RawClient } from "./support/rawClient.js";

const nodes = await supportedNodes();

it("has every supported Node to try, or says which it lacks", () => {
  const lacking = nodes.filter(({ executable }) => executable === undefined);
  expect(nodes.map(({ label }) => label).sort()).toEqual(["Node 20", "Node 22", "Node 24"]);
  for (const { label } of lacking) console.warn(`Not tried: ${label}`);
});

describe.each(nodes)("the kernel on $label", ({ label, executable }) => {
  if (executable === undefined) {
    it.skip(`is not tried: ${label} could not be installed`, () => {});
    return;
  }
  const folder = temporaryFolder();
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  let kernel: KernelConnection;
  beforeAll(async () => {
    kernel = await startIn(folder, "tcp", executable);
  });
  afterAll(() => kernel?.dispose());

  const shown = async (code: string) => {
    const { end, outputs } = await kernel.execute(code);
    return end.status === "ok" ? resultOf(outputs) : end;
  };
  const uncheckedly = (code: string) => shown(`// @ts-nocheck\n${code}`);

  it("is that version", async () => {
    expect(await shown("process.version")).toContain(`v${label.split(" ")[1]}.`);
  });

  it("awaits, declares again, and keeps closures at the newest", async () => {
    expect(await shown("const a = await Promise.resolve(1); const f = () => a; f()")).toBe("1");
    expect(await shown("let a = 2; f()")).toBe("2");
    expect(await shown("class a { static b = 3 } a.b")).toBe("3");
  });

  it("disposes, decorates, and has enums and namespaces", async () => {
    expect(
      await shown(
        "const ended: string[] = []; { using x = { [Symbol.dispose]() { ended.push('x'); } }; } await (async () => { await using y = { async [Symbol.asyncDispose]() { ended.push('y'); } }; })(); ended",
      ),
    ).toBe("[ 'x', 'y' ]");
    expect(
      await shown(
        "function twice(m: (this: D) => number, _: ClassMethodDecoratorContext) { return function (this: D) { return 2 * m.call(this); }; } class D { @twice one() { return 1; } } new D().one()",
      ),
    ).toBe("2");
    expect(await shown("enum E { A = 4 } namespace N { export const x = E.A; } [E.A, N.x]")).toBe(
      "[ 4, 4 ]",
    );
  });

  it("imports ES modules, CommonJS and TypeScript, and reads them again when edited", async () => {
    write("esm.mjs", "export const value = 'esm';\n");
    write("common.cjs", "exports.value = 'cjs';\n");
    write("inner.ts", "export const inner: number = 1;\n");
    write("outer.ts", 'export { inner as outer } from "./inner.js";\n');
    write("common.cts", "enum K { A = 7 }\nexport const k: number = K.A;\n");
    const all =
      'import { value as esm } from "./esm.mjs"; import { value as cjs } from "./common.cjs"; import { outer } from "./outer.ts"; import { k } from "./common.cts"; [esm, cjs, outer, k, require("./common.cjs").value, require("./common.cts").k]';
    expect(await uncheckedly(all)).toBe("[ 'esm', 'cjs', 1, 7, 'cjs', 7 ]");
    write("esm.mjs", "export const value = 'again';\n");
    write("common.cjs", "exports.value = 'changed';\n");
    write("inner.ts", "export const inner: number = 200;\n");
    write("common.cts", "enum K { A = 77 }\nexport const k: number = K.A;\n");
    expect(await uncheckedly(all)).toBe("[ 'again', 'changed', 200, 77, 'changed', 77 ]");
  });

  it("shows what nobody catches under its own cell, and lives", async () => {
    const late = await kernel.execute(
      "setTimeout(() => { throw new RangeError('late'); }, 5); void Promise.reject(new TypeError('unheard')); await new Promise((r) => setTimeout(r, 60));",
    );
    const names = late.outputs.flatMap((output) =>
      output.output_type === "error" ? [output.ename] : [],
    );
    expect(names.sort()).toEqual(["RangeError", "TypeError"]);
    expect(await shown("1 + 1")).toBe("2");
  });

  it("gives late output to the cell that caused it, whatever calls back", async () => {
    const client = await RawClient.start(folder, { node: executable });
    try {
      const first = client.send("shell", "execute_request", {
        code: `// @ts-nocheck
import { exec, spawn } from "node:child_process"; import { watch } from "node:fs"; import http from "node:http";
const started = new Promise((resolve) => { globalThis.start = resolve; });
exec("sleep 0.3", () => console.log("exec"));
exec("sleep 0.3", () => { throw new Error("thrown"); });
exec("sleep 0.3", async () => { await null; console.log("async"); });
exec("sleep 0.3", async () => { throw new Error("rejected"); });
spawn("sh", ["-c", "sleep 0.3; echo spawned"]).stdout.on("data", (data) => console.log(String(data).trim()));
const server = http.createServer((_, response) => { console.log("server"); response.end("body"); }).listen(0);
started.then(() => {
  http.get({ port: server.address().port }, (response) => response.on("data", () => console.log("http")));
  fetch(\`http://localhost:\${server.address().port}\`).then(() => console.log("fetch"));
});
const watcher = watch(".", () => { watcher.close(); console.log("watch"); });
setTimeout(() => console.log("timer"), 300);
undefined`,
      });
      await client.replyTo(first);
      const second = await client.execute({
        code: `// @ts-nocheck
require("node:fs").writeFileSync("seen.txt", "");
start(); console.log("second"); await new Promise((resolve) => setTimeout(resolve, 1500)); void server.close();`,
      });
      expect(second.published.map(({ header }) => header.msg_type)).toEqual([
        "execute_input",
        "stream",
      ]);
      const published = client.published(first);
      const lines = published
        .flatMap(({ header, content }) =>
          header.msg_type === "stream" ? String(content.text).trim().split("\n") : [],
        )
        .sort();
      expect(lines).toEqual(
        ["async", "exec", "fetch", "http", "server", "server", "spawned", "timer", "watch"].sort(),
      );
      const errors = published.flatMap(({ header, content }) =>
        header.msg_type === "error" ? [String(content.evalue)] : [],
      );
      expect(errors.sort()).toEqual(["rejected", "thrown"]);
    } finally {
      await client.close();
    }
  });

  it.each([
    ["a busy loop", "while (true) {}"],
    ["a loop that prints", "for (;;) console.log('x'.repeat(100));"],
    ["a loop that prints and awaits", "for (let i = 0; ; i++) { console.log(i); await null; }"],
    ["a cell that waits", "await new Promise(() => {});"],
    ["a loop in a timer", "setTimeout(() => { for (;;); }); await new Promise(() => {});"],
    ["a regular expression", "/^(a+)+$/.test('a'.repeat(50) + 'b');"],
  ])("interrupts %s and keeps the state", async (_, code) => {
    await kernel.execute("var state = [1, 2];");
    let begun = () => {};
    const printed = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const cell = kernel.execute(`console.log("begun"); ${code}`, { onOutput: () => begun() });
    await printed;
    await kernel.interrupt();
    expect((await cell).end).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(await shown("state")).toBe("[ 1, 2 ]");
    const { outputs } = await kernel.execute("console.log('whole');");
    expect(textOf(outputs)).toBe("whole\n");
  });

  it("lives on where other code throws again what nobody caught", async () => {
    const own = await startIn(folder, "tcp", executable);
    try {
      await own.execute(
        `// @ts-nocheck
var kept = 1;
for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, (e) => { throw e; });`,
      );
      expect((await interruptLoop(own)).end).toMatchObject({ ename: "KeyboardInterrupt" });
      const late = await own.execute(
        `Promise.reject(new RangeError("late")); await new Promise((done) => setTimeout(done, 20)); kept`,
      );
      expect(late.end.status).toBe("ok");
      expect(late.outputs).toMatchObject([
        { ename: "RangeError" },
        { data: { "text/plain": "1" } },
      ]);
    } finally {
      await own.dispose();
    }
  });

  it("keeps what Node loads late whole when its first use is interrupted", async () => {
    const own = await startIn(folder, "tcp", executable);
    try {
      for (const wait of [0, 4, 8]) {
        let begun = () => {};
        const printed = new Promise<void>((resolve) => {
          begun = resolve;
        });
        const first = own.execute(
          `console.log("begun"); void fetch("data:,x"); void crypto.subtle; new ReadableStream(); while (true) {}`,
          { onOutput: () => begun() },
        );
        await printed;
        await new Promise((resolve) => setTimeout(resolve, wait));
        await own.interrupt();
        expect((await first).end).toMatchObject({ ename: "KeyboardInterrupt" });
      }
      const { end, outputs } = await own.execute(
        `const body = await (await fetch("data:,whole")).text();
const digest = await crypto.subtle.digest("SHA-1", new Uint8Array());
[body, digest.byteLength, new ReadableStream() instanceof ReadableStream]`,
      );
      expect(end).toMatchObject({ status: "ok" });
      expect(resultOf(outputs)).toBe("[ 'whole', 20, true ]");
    } finally {
      await own.dispose();
    }
  });

  it("asks for input, and can be interrupted meanwhile", async () => {
    const client = await RawClient.start(folder, { node: executable });
    try {
      const ask = () => {
        const code = "prompt('Name?')";
        const id = client.send("shell", "execute_request", { code, allow_stdin: true });
        const asked = client.waitFor(
          (m) => m.parent.msg_id === id && m.header.msg_type === "input_request",
        );
        return { id, asked };
      };
      const answered = ask();
      await answered.asked;
      client.send("stdin", "input_reply", { value: "Ada" });
      expect((await client.replyTo(answered.id)).content.status).toBe("ok");
      const interrupted = ask();
      await interrupted.asked;
      await client.request("control", "interrupt_request", {});
      expect((await client.replyTo(interrupted.id)).content.ename).toBe("KeyboardInterrupt");
    } finally {
      await client.close();
    }
  });

  it("ends by process.exit and starts afresh", async () => {
    const { end } = await kernel.execute("process.exit(3);");
    expect(end).toMatchObject({ status: "error", ename: "ProcessExit" });
    await kernel.restart();
    expect(await shown("typeof state")).toMatchObject({ ename: "TS2304" });
  });
});
