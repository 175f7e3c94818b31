import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KernelConnection, startKernel } from "../../../src/kernel/client/index.js";
import { checkout, ipykernelSpec } from "../fixtures/specs.js";
import { resultOf, startIn, temporaryFolder } from "./support/kernel.js";

const python = await ipykernelSpec();
const folder = temporaryFolder();

describe.each([
  ["this kernel", () => startIn(folder), "prompt('Name?')", "promptSecret('Key?')"],
  [
    "this kernel by socket files",
    () => startIn(folder, "ipc"),
    "prompt('Name?')",
    "promptSecret('Key?')",
  ],
  ...(python
    ? [
        [
          "ipykernel",
          () => startKernel(python, { cwd: checkout }),
          "input('Name? ')",
          "__import__('getpass').getpass('Key? ')",
        ] as const,
      ]
    : []),
] as const)("a question of %s", (_name, start, ask, askSecret) => {
  let kernel: KernelConnection;
  beforeAll(async () => {
    kernel = await start();
  }, 60_000);
  afterAll(() => kernel.dispose());

  it("is answered by the callback, each in its turn", async () => {
    const asked: unknown[] = [];
    const onInput = async (question: unknown) => `Ada ${asked.push(question)}`;
    expect(resultOf((await kernel.execute(ask, { onInput })).outputs)).toBe("'Ada 1'");
    expect(resultOf((await kernel.execute(askSecret, { onInput })).outputs)).toBe("'Ada 2'");
    expect(asked).toEqual([
      { prompt: "Name? ", password: false },
      { prompt: "Key? ", password: true },
    ]);
  });

  it("is refused where nobody answers", async () => {
    expect((await kernel.execute(ask)).end).toMatchObject({ status: "error" });
  });

  it("that the callback fails to answer ends its cell, and the kernel lives", async () => {
    const onInput = () => {
      throw new Error("nobody there");
    };
    await expect(kernel.execute(ask, { onInput })).rejects.toThrow("nobody there");
    expect(resultOf((await kernel.execute("1 + 1")).outputs)).toBe("2");
  });
});
