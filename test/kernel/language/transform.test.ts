import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellUrl, tracePositions, transformCell } from "../../../src/kernel/language/index.js";
import { Notebook } from "./fixtures/notebook.js";

const value = (...cells: string[]) => new Notebook().runAll(cells);

describe("a cell's value", () => {
  test.each([
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["1 + 1 // two", 2],
    ['"use strict"', "use strict"],
    ["({ a: 1 }).a", 1],
    ["const x = 1", undefined],
    ["if (true) { 5 }", undefined],
    ["", undefined],
    ["// nothing", undefined],
    ["await Promise.resolve(3)", 3],
    ["export default 4", 4],
    ["const f = (a: number) => a * 2; f(4)", 8],
    ["let n = 0; outer: for (const a of [1, 2]) for (;;) { n += a; continue outer }\nn", 3],
    ["[1, 2, 3].map((x) => x * 2).join()", "2,4,6"],
    ["<number>(5 as unknown)", 5],
    ["const id = <T>(x: T) => x\nid(6)", 6],
    ["this", undefined],
    ["`a\n  b\x24{\n1}\n`", "a\n  b1\n"],
  ])("%j is %j", async (code, expected) => {
    expect(await value(code)).toEqual(expected);
  });

  test("a promise stays a promise", async () => {
    expect(await value("await null; ({ p: Promise.resolve(1) }).p")).toBe(1);
    const cell = transformCell("Promise.resolve(1)", 1);
    expect(cell).toMatchObject({ status: "ok", isAsync: false, hasResult: true });
  });
});

describe("across cells", () => {
  test.each([
    ["let to const", ["let x = 1", "const x = 2", "x"], 2],
    ["function to let to class", ["function x() {}", "let x = 3", "class x {}", "x.name"], "x"],
    ["a closure sees the newest let", ["let c = 1; const g = () => c", "c = 5", "g()"], 5],
    ["… and redeclared const", ["const c = 1; const g = () => c", "const c = 6", "g()"], 6],
    [
      "… and function",
      ["function f() { return 1 }\nconst g = () => f()", "function f() { return 2 }", "g()"],
      2,
    ],
    [
      "a function calls its newest self",
      [
        "function f(n: number): string { return n ? f(0) : 'old' }\nconst old = f",
        "function f() { return 'new' }",
        "old(1)",
      ],
      "new",
    ],
    ["a function keeps its name", ["async function* named() {}", "named.name"], "named"],
    ["functions are hoisted", ["const v = h()\nfunction h() { return 7 }\nv"], 7],
    [
      "mutual recursion",
      [
        "function even(n: number): boolean { return n === 0 || odd(n - 1) }",
        "function odd(n: number): boolean { return n !== 0 && even(n - 1) }",
        "even(10)",
      ],
      true,
    ],
    [
      "let without a value resets",
      ["let x: number | undefined = 1", "let x: number | undefined", "x"],
      undefined,
    ],
    ["var without a value does not", ["var x = 1", "var x: number", "x"], 1],
    [
      "var in a block",
      ["if (true) { var deep = 1 } for (var i = 0; i < 3; i++);", "[deep, i]"],
      [1, 3],
    ],
    [
      "var in for-in and for-of",
      ["for (var k in { a: 1 }); for (var [l, { m }] of [[1, { m: 2 }]] as const);", "[k, l, m]"],
      ["a", 1, 2],
    ],
    [
      "var in a function stays inside",
      ["function f() { var inner = 1; return inner }\nf()", "typeof inner"],
      "undefined",
    ],
    ["let in a block stays inside", ["{ let inner = 1 }", "typeof inner"], "undefined"],
    [
      "object patterns",
      [
        "const { a, b: [c = 3], ...rest } = { a: 1, b: [], d: 4, e: 5 } as any, z = 9",
        "[a, c, rest, z]",
      ],
      [1, 3, { d: 4, e: 5 }, 9],
    ],
    [
      "array patterns",
      ["let [p, , q = 2, ...r] = [1, 0, undefined, 4, 5]", "[p, q, r]"],
      [1, 2, [4, 5]],
    ],
    [
      "classes",
      [
        "class A { #x = 1; static y = 2; get x() { return this.#x } }",
        "class B extends A {}",
        "[new B().x, B.y]",
      ],
      [1, 2],
    ],
    ["enums", ["enum E { A, B = 'b' }", "enum E { C }", "[E.C, 'A' in E]"], [0, false]],
    [
      "an enum adds to itself in a cell",
      ["enum E { A } enum E { B = 1 }", "[E.A, E.B, E[0]]"],
      [0, 1, "A"],
    ],
    ["const enums", ["const enum K { A = 4 }", "K.A"], 4],
    [
      "namespaces",
      [
        "namespace N { export const x = 1; export const f = () => x }",
        "namespace N { export const y = 2 }",
        "[N.y, 'x' in N]",
      ],
      [2, false],
    ],
    [
      "a namespace joins its function",
      ["function F() { return 1 }\nnamespace F { export const x = 2 }", "[F(), F.x]"],
      [1, 2],
    ],
    [
      "exports are declarations",
      [
        "export const a = 1; export function f() { return 2 } export { a as b }; export default class C {}",
        "[a, f(), C.name]",
      ],
      [1, 2, "C"],
    ],
    [
      "types vanish",
      [
        "interface I { a: number } type T = I; declare const d: T; abstract class Q { abstract m(): void }",
        "typeof d + typeof Q",
      ],
      "undefinedfunction",
    ],
    [
      "parameter properties",
      [
        "class P { constructor(private a: number, readonly b = 2) {} sum() { return this.a + this.b } }",
        "new P(1).sum()",
      ],
      3,
    ],
    ["satisfies and non-null", ["const o = { a: 1 } satisfies Record<string, number>", "o!.a"], 1],
  ])("%s", async (_title, cells, expected) => {
    expect(JSON.parse(JSON.stringify([await value(...cells)]))).toEqual(
      JSON.parse(JSON.stringify([expected])),
    );
  });

  test("what ran before an error stays", async () => {
    const notebook = new Notebook();
    await expect(notebook.run("let a = 1; throw new Error('half'); let b = 2")).rejects.toThrow(
      "half",
    );
    expect(await notebook.run("[a, b]")).toEqual([1, undefined]);
  });

  test("an assignment to an undeclared name throws, as in a module", async () => {
    await expect(value("nowhere = 1")).rejects.toThrow("nowhere is not defined");
  });
});

describe("using", () => {
  const open = `const log: string[] = []
    const open = (name: string) => ({ name, [dispose]() { log.push(name) } })`;

  test("disposes at the cell's end, in reverse, and the value is kept", async () => {
    const notebook = new Notebook();
    await notebook.run(open);
    expect(await notebook.run("using a = open('a')\nusing b = open('b')\na.name + b.name")).toBe(
      "ab",
    );
    expect(await notebook.run("log.join()")).toBe("b,a");
  });
});

describe("legacy decorators", () => {
  test("run when the tsconfig asks for them", async () => {
    const notebook = new Notebook({}, { experimentalDecorators: true });
    const cells = [
      "const seen: string[] = []; const mark = (target: any, key?: string) => { seen.push(key ?? target.name) }",
      "@mark class A { @mark m() {} @mark p = 1 }",
      "seen.join() + new A().p",
    ];
    expect(await notebook.runAll(cells)).toBe("m,p,A1");
  });
});

describe("standard decorators", () => {
  test("run, with their context, as do accessors", async () => {
    const cells = [
      "const seen: string[] = []; const mark = (_: unknown, { kind, name }: DecoratorContext) => { seen.push(kind + ' ' + String(name)) }",
      "@mark class A { @mark m() {} @mark p = 1; accessor q = 2 }",
      "const a = new A(); a.q += 1\nseen.join() + a.p + a.q",
    ];
    expect(await value(...cells)).toBe("method m,field p,class A13");
  });
});

describe("stack frames", () => {
  /** The cell's frames of the error that it throws: as V8 tells them, and through the source map. */
  const thrown = (code: string) => {
    const cell = transformCell(code, 7);
    if (cell.status !== "ok") throw new Error("The cell is not well-formed");
    const context = createContext({});
    runInContext(`let ${["unused", ...cell.declared].join()};`, context);
    const trace = tracePositions(cell.sourceMap);
    try {
      runInContext(cell.code, context, { filename: cellUrl(7) });
    } catch (error) {
      const frames = [...String((error as Error).stack).matchAll(/cell-7\.ts:(\d+):(\d+)/g)];
      return frames.flatMap(([, line, column]) => {
        // The frame that calls the cell as a whole is of no line of it.
        const place = trace({ line: Number(line), column: Number(column) });
        return place ? [{ told: Number(line), place: `${place.line}:${place.column}` }] : [];
      });
    }
    throw new Error("Nothing was thrown");
  };

  test("name the cell and its lines, with and without the map", () => {
    const code = `interface Long {
  a: number;
}

// a remark
function deep(x: number): never {

  throw new Error("deep");
}
const o = { a: 1,
  b: 2 };
deep(
  o.a);`;
    expect(thrown(code)).toEqual([
      { told: 8, place: "8:9" },
      { told: 12, place: "12:1" },
    ]);
  });

  test("are exact where the printed code is laid out otherwise", () => {
    const code =
      "const f = () => [1]\n  .map((x) => x)\n  .map((): number => {\n    throw new Error('x') })\nf()";
    expect(thrown(code).map(({ place }) => place)).toEqual(["4:11", "3:4", "5:1"]);
  });
});

describe("any split into cells", () => {
  const statements = [
    "let total = 0;",
    "const add = (n: number): number => { total += n; return total };",
    "function twice(n: number) { return add(n) + add(n) }",
    "var { a, b: [c] } = { a: 1, b: [2] };",
    "add(a + c);",
    "class Box<T> { constructor(readonly value: T) {} get doubled() { return twice(total) } }",
    "enum Level { Low = 1, High = 10 }",
    "const box = new Box(Level.High);",
    "await Promise.resolve();",
    "for (var i = 0; i < 3; i++) add(box.value);",
    "namespace Tools { export const sum = (...ns: number[]) => ns.reduce((x, y) => x + y, 0) }",
    "total = Tools.sum(total, i, box.doubled);",
  ];
  const result = "JSON.stringify([total, a, c, i, Level[1], box.value, twice(1)])";

  test("gives what the whole gives", async () => {
    const whole = await value([...statements, result].join("\n"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: statements.length, maxLength: statements.length }),
        async (breaks) => {
          const cells = statements.reduce(
            (text, statement, index) => `${text}${statement}${breaks[index] ? "\0" : "\n"}`,
            "",
          );
          expect(await value(...`${cells}${result}`.split("\0"))).toBe(whole);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("names of globals", () => {
  test.each([
    [
      "a constant",
      [
        "const process = 1; const { fetch } = { fetch: 2 }; if (fetch) { var URL = 4 }",
        "process + fetch + URL",
      ],
      7,
    ],
    [
      "not hidden from others",
      ["const process = 1", "globalThis.process + Function('return process')()"],
      "Node'sNode's",
    ],
    [
      "a class",
      [
        "class Event { url = this.constructor.name; static make() { return new Event() } }",
        "[Event.make() instanceof Event, Event.make().url.length]",
      ],
      [true, 6],
    ],
    [
      "inner scopes",
      [
        "const process = 1",
        "const f = (process: number) => ({ process, process2: process }); [f(2), process]",
      ],
      [{ process: 2, process2: 2 }, 1],
    ],
    [
      "keys and labels",
      ["const fetch = 1", "fetch: for (;;) break fetch; ({ fetch: fetch, URL: 1 }).fetch"],
      1,
    ],
    [
      "patterns with defaults",
      ["const { process = 5, URL: [fetch = 6] } = { URL: [] } as any", "[process, fetch]"],
      [5, 6],
    ],
  ])("%s", async (_title, cells, expected) => {
    expect(JSON.parse(JSON.stringify(await value(...cells)))).toEqual(expected);
  });

  test("imported", async () => {
    const notebook = new Notebook({ m: { default: 1, URL: 2, process: 3 } });
    await notebook.run("import fetch, { URL, process as Event } from 'm'");
    expect(await notebook.run("[fetch, URL, Event, process]")).toEqual([1, 2, 3, "Node's"]);
  });
});
