import { describe, expect, it } from "vitest";
import { resultOf, textOf, useKernel } from "./support/kernel.js";

const { kernel } = useKernel();
const run = (code: string) => kernel().execute(code);

describe("a cell", () => {
  it("shows its last value as the result, under its number", async () => {
    const first = await run("const one: number = 1; one + 1");
    expect(resultOf(first.outputs)).toBe("2");
    const second = await run("one + 2");
    expect(resultOf(second.outputs)).toBe("3");
    const [a, b] = [first.end, second.end];
    if (a.status !== "ok" || b.status !== "ok") throw new Error("a cell failed");
    expect((b.executionCount ?? 0) - (a.executionCount ?? 0)).toBe(1);
  });

  it("shows nothing for statements and undefined", async () => {
    expect((await run("let nothing = 3;")).outputs).toEqual([]);
    expect((await run("undefined")).outputs).toEqual([]);
  });

  it("shares names with later cells, which may declare them again", async () => {
    await run("let shared = 1; const read = () => shared;");
    await run("shared = 5;");
    expect(resultOf((await run("read()")).outputs)).toBe("5");
    await run('const shared = "text";');
    expect(resultOf((await run("shared")).outputs)).toBe("'text'");
  });

  it("awaits at its top level", async () => {
    const { outputs } = await run("const slept = await Promise.resolve(7); slept * 6");
    expect(resultOf(outputs)).toBe("42");
  });

  it("keeps what ran before it failed", async () => {
    await run("let kept = 1; kept = 2; throw new Error('half-way');");
    expect(resultOf((await run("kept")).outputs)).toBe("2");
  });
});

describe("an error", () => {
  it("points at the line of its cell, with the learner's frames alone", async () => {
    const { end, outputs } = await run(
      "const fail = () => {\n  throw new TypeError('bad');\n};\nfail();",
    );
    if (end.status !== "error") throw new Error(`it ended ${end.status}`);
    const number = end.executionCount;
    expect(end.ename).toBe("TypeError");
    expect(end.evalue).toBe("bad");
    expect(end.traceback).toEqual([
      "TypeError: bad",
      `    at fail (cell [${number}], line 2, column 9)`,
      `    at cell [${number}], line 4, column 1`,
      "",
      `cell [${number}], line 2:`,
      "  1 | const fail = () => {",
      "> 2 |   throw new TypeError('bad');",
      "    |         ^",
      "  3 | };",
    ]);
    expect(outputs).toEqual([
      { output_type: "error", ename: "TypeError", evalue: "bad", traceback: end.traceback },
    ]);
  });

  it("tells the cause", async () => {
    const { end } = await run("throw new Error('outer', { cause: new RangeError('inner') });");
    if (end.status !== "error") throw new Error(`it ended ${end.status}`);
    expect(end.traceback.join("\n")).toContain("[cause]: RangeError: inner");
  });

  it("may be any value", async () => {
    const { end } = await run("1;\nthrow 3;");
    if (end.status !== "error") throw new Error(`it ended ${end.status}`);
    expect([end.ename, end.evalue]).toEqual(["Uncaught", "3"]);
    expect(end.traceback).toContain("> 2 | throw 3;");
  });

  it("of types comes before the cell runs, which then does not", async () => {
    const { end, outputs } = await run('console.log("ran");\nconst text: string = 123;');
    if (end.status !== "error") throw new Error(`it ended ${end.status}`);
    expect(end.ename).toBe("TS2322");
    expect(end.evalue).toBe("Type 'number' is not assignable to type 'string'.");
    expect(end.traceback).toContain("> 2 | const text: string = 123;");
    expect(outputs.map((output) => output.output_type)).toEqual(["error"]);
  });

  it("of syntax has its place", async () => {
    const { end } = await run("let good = 1;\nlet = )");
    if (end.status !== "error") throw new Error(`it ended ${end.status}`);
    expect(end.ename).toBe("TS1109");
    expect(end.traceback.join("\n")).toContain("> 2 | let = )");
  });
});

describe("what a cell prints", () => {
  it("keeps its order among streams, displays and the result", async () => {
    const { outputs } = await run(
      `console.log("a"); console.error("b"); console.log("c"); display({ "text/html": "<b>" }, { raw: true }); console.log("d"); "e"`,
    );
    expect(
      outputs.map((output) => {
        if (output.output_type === "stream") return [output.name, output.text];
        return output.output_type;
      }),
    ).toEqual([
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c\n"],
      "display_data",
      ["stdout", "d\n"],
      "execute_result",
    ]);
  });

  it("goes to its own cell when it comes late", async () => {
    const late: unknown[] = [];
    const onLateOutput = (output: unknown) => void late.push(output);
    await kernel().execute(
      `let go = false;
let fired = false;
const timer = setInterval(() => {
  if (!go) return;
  clearInterval(timer);
  fired = true;
  console.log("tick");
  throw new RangeError("timer");
}, 5);`,
      { onLateOutput },
    );
    const other = await run(
      "go = true; while (!fired) await new Promise((next) => setTimeout(next, 5)); 1",
    );
    expect(other.outputs.map((output) => output.output_type)).toEqual(["execute_result"]);
    expect(late).toEqual([
      { output_type: "stream", name: "stdout", text: "tick\n" },
      expect.objectContaining({ output_type: "error", ename: "RangeError", evalue: "timer" }),
    ]);
  });

  it("tells of a rejection that nobody handles, and the kernel lives", async () => {
    const { end, outputs } = await run('void Promise.reject(new Error("unseen"));');
    expect(end.status).toBe("ok");
    expect(outputs).toEqual([
      expect.objectContaining({ output_type: "error", ename: "Error", evalue: "unseen" }),
    ]);
    expect((await run("1")).end.status).toBe("ok");
  });
});

describe("the display functions", () => {
  it("are tslab's under its name", async () => {
    const { outputs } = await run(
      'import * as tslab from "tslab"; tslab.display.html("<b>x</b>");',
    );
    expect(outputs).toEqual([
      { output_type: "display_data", data: { "text/html": "<b>x</b>" }, metadata: {} },
    ]);
  });

  it("renew an output by its id", async () => {
    const { outputs } = await run(
      `display({ "text/plain": "old" }, { raw: true, display_id: "one" });
display({ "text/plain": "new" }, { raw: true, display_id: "one", update: true });`,
    );
    expect(outputs).toEqual([
      { output_type: "display_data", data: { "text/plain": "new" }, metadata: {} },
    ]);
  });

  it("clear what was shown", async () => {
    const { outputs } = await run('console.log("gone"); clearOutput(); console.log("kept");');
    expect(textOf(outputs)).toBe("kept\n");
  });

  it("take a value's own representation for a result", async () => {
    const { outputs } = await run(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<i>" }) })',
    );
    expect(outputs).toEqual([
      expect.objectContaining({
        output_type: "execute_result",
        data: expect.objectContaining({ "text/html": "<i>" }),
      }),
    ]);
  });
});
