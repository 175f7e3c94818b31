import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import type { Output } from "../../../src/kernel/client/index.js";
import { jupyter, jupyterEnvironment, kernelName } from "./support/jupyter.js";
import { temporaryFolder, useKernel } from "./support/kernel.js";

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}\n`).join("");
const unit = "é∂😀 ";
const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text });

/** Each cell with the outputs that it has, to the byte. */
const large = [
  {
    code: 'for (let i = 0; i < 200_000; i++) console.log("line " + i);',
    outputs: [stream(lines(200_000))],
  },
  {
    // 10 bytes of UTF-8 each; the kernel's pieces end in the midst of a character.
    code: `void process.stdout.write(${JSON.stringify(unit)}.repeat(5_000_000));`,
    outputs: [stream(unit.repeat(5_000_000))],
  },
];

// What a cell prints last of all races with the message that tells of its end.
const endings = [
  { code: 'console.log("é");', outputs: [stream("é\n")] },
  { code: 'await null; console.error("ü");', outputs: [stream("ü\n", "stderr")] },
  {
    code: 'await new Promise((n) => setTimeout(n, 0)); console.log("3");',
    outputs: [stream("3\n")],
  },
  {
    code: 'console.log("a"); console.error("b"); display({ "text/plain": "c" }, { raw: true }); console.log("d");',
    outputs: [
      stream("a\n"),
      stream("b\n", "stderr"),
      { output_type: "display_data", data: { "text/plain": "c" }, metadata: {} },
      stream("d\n"),
    ],
  },
];

/** Not toEqual: to show where 50 MB differ takes it minutes. */
function isSame(outputs: readonly unknown[] | undefined, expected: readonly unknown[]): boolean {
  return JSON.stringify(outputs) === JSON.stringify(expected);
}

describe("by the client", () => {
  const { kernel } = useKernel();
  const outputsOf = async (code: string): Promise<readonly Output[]> =>
    (await kernel().execute(code, { maxOutputBytes: 100_000_000 })).outputs;

  it.each(large)("all arrives of $code", async ({ code, outputs }) => {
    expect(isSame(await outputsOf(code), outputs)).toBe(true);
  });

  it("the last output is there before the end, 400 times", async () => {
    const lost: unknown[] = [];
    for (let i = 0; i < 400; i++) {
      const { code, outputs } = endings[i % endings.length] ?? { code: "", outputs: [] };
      const arrived = await outputsOf(code);
      if (!isSame(arrived, outputs)) lost.push([i, code, arrived]);
    }
    expect(lost).toEqual([]);
  });

  it("a character whose bytes come in two pieces is whole", async () => {
    expect(
      await outputsOf(
        'process.stdout.write(Buffer.from([0xe2, 0x82])); console.error("x"); void process.stdout.write(Buffer.from([0xac]));',
      ),
    ).toMatchObject([stream("x\n", "stderr"), stream("€")]);
  });
});

describe("by jupyter nbconvert", () => {
  it("all arrives, also of 1,000 cells that end as they print", async () => {
    const folder = temporaryFolder();
    const many = Array.from({ length: 250 }, () => endings).flat();
    const cells = [...large, ...many];
    const notebook = {
      nbformat: 4,
      nbformat_minor: 4,
      metadata: { kernelspec: { name: kernelName, display_name: "TypeScript" } },
      cells: cells.map(({ code }) => ({
        cell_type: "code",
        execution_count: null,
        metadata: {},
        outputs: [],
        source: code,
      })),
    };
    const file = join(folder, "large.ipynb");
    writeFileSync(file, JSON.stringify(notebook));
    await execa(jupyter, ["nbconvert", "--to", "notebook", "--execute", "--inplace", file], {
      cwd: folder,
      env: await jupyterEnvironment(folder),
    });
    const executed = JSON.parse(readFileSync(file, "utf8")) as typeof notebook;
    const lost = executed.cells.flatMap((cell, at) => {
      const outputs = joinStreams((cell.outputs as Record<string, unknown>[]).map(joined));
      const expected = (cells[at]?.outputs ?? []).map(sorted);
      return isSame(outputs, expected)
        ? []
        : [[at, cell.source, JSON.stringify(outputs).slice(0, 200)]];
    });
    expect(lost).toEqual([]);
  });
});

/** Files of notebooks hold text line by line, and keys in the order of the alphabet. */
function joined(output: Record<string, unknown>): Record<string, unknown> {
  const text = Array.isArray(output.text) ? { text: output.text.join("") } : {};
  const data = output.data as Record<string, string | string[]> | undefined;
  const plain = data && {
    data: Object.fromEntries(Object.entries(data).map(([k, v]) => [k, [v].flat().join("")])),
  };
  return sorted({ ...output, ...text, ...plain });
}

/** nbclient leaves each piece of a stream an output of its own. */
function joinStreams(outputs: readonly Record<string, unknown>[]): unknown[] {
  const whole: Record<string, unknown>[] = [];
  for (const output of outputs) {
    const last = whole.at(-1);
    const isMore = output.output_type === "stream" && last?.name === output.name;
    if (last !== undefined && isMore) last.text = `${last.text}${output.text}`;
    else whole.push(output);
  }
  return whole;
}

function sorted(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
