import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { compileKernels } from "../../../../scripts/build-kernels.mjs";

it("the committed kernels are those that assembly/ compiles to; else run npm run build:kernels", async () => {
  const committed = new URL("../../../../src/lib/fused/binary.ts", import.meta.url);
  expect(await compileKernels()).toBe(await readFile(committed, "utf8"));
});
