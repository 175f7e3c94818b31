import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as softgrad from "../../src/lib/index.js";

const lib = fileURLToPath(new URL("../../src/lib", import.meta.url));

/** The ts blocks of a file's comments, without the comments' stars. */
function examplesIn(file: string): string[] {
  const text = readFileSync(file, "utf8").replaceAll(/^ \* ?/gm, "");
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? "");
}

const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const examples = files.flatMap((file) =>
  examplesIn(join(lib, file)).map((code) => ({ file, code })),
);

/** Runs an example as its reader would, its imports bound to the library. */
async function run(code: string): Promise<void> {
  const body = code
    .replaceAll(/^import \* as tf from "@tensorflow\/tfjs";\n/gm, "")
    .replaceAll(/^import (\{[^}]*\}) from "softgrad";\n/gm, "const $1 = softgrad;\n");
  expect(body).not.toContain("import ");
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction("tf", "softgrad", body)(tf, softgrad);
}

/** The numbers a text has, as many as it has. */
const numbersIn = (text: string) =>
  [...text.matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)].map(([number]) => Number(number));

describe("the examples in the documentation", () => {
  let printed: string[] = [];

  beforeAll(async () => {
    await softgrad.useBestBackend({ candidates: ["cpu"] });
  });
  beforeEach(() => {
    printed = [];
    vi.spyOn(console, "log").mockImplementation((text) =>
      printed.push(stripVTControlCharacters(String(text))),
    );
    tf.engine().startScope();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    tf.engine().endScope();
  });

  it("are many", () => expect(examples.length).toBeGreaterThan(15));

  it.each(examples)("run: $file", async ({ code }) => {
    await run(code);
  });

  const promised = examples.filter(({ code }) => /print\(\);\s*\/\/ ?\[?\[?\d/.test(code));
  it.each(promised)("print what they say: $file", async ({ code }) => {
    await run(code);
    const comments = code
      .split("\n")
      .filter((line) => line.includes(".print();") || line.startsWith("//"));
    const expected = comments.flatMap((line) => {
      const [, comment = ""] = line.split("//");
      const list = comment.match(/^ \[\[?.*\]/);
      return numbersIn(
        list
          ? list[0].replaceAll("NaN", "")
          : (comment.match(/= (\d\S*)/)?.[1] ?? comment.split(/[:,]/)[0] ?? ""),
      );
    });
    const got = printed.flatMap((text) => numbersIn(text.replace(/^Tensor/, "")));
    expect(got.length).toBe(expected.length);
    got.forEach((value, place) => {
      expect(value).toBeCloseTo(expected[place] ?? Number.NaN, 3);
    });
  });
});
