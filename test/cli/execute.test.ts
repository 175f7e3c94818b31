import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { root } from "../execution/notebooks.js";

const softgrad = (...args: string[]) =>
  execa(process.execPath, [join(root, "dist", "cli", "main.js"), "execute", ...args], {
    cwd: root,
    reject: false,
  });

describe("softgrad execute refuses in one line", () => {
  it("a lesson that there is not", async () => {
    const { exitCode, stderr } = await softgrad("04-soft-iuo");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^softgrad: Unknown lesson "04-soft-iuo": did you mean 04-soft-iou\? Known lessons: 00-welcome, 01-one-hot, .+$/,
    );
  });

  it("the wrong one of several", async () => {
    const { exitCode, stderr } = await softgrad("01-one-hot", "04-soft-iuo");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Unknown lesson "04-soft-iuo"');
  });

  it("a time that is none", async () => {
    const { exitCode, stderr } = await softgrad("--timeout", "soon");
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'softgrad: Option --timeout must be a number of seconds above 0: "soon" is none',
    );
  });

  it("a folder that is no checkout", async () => {
    const { exitCode, stderr } = await softgrad("--root", join(root, "docs"));
    expect(exitCode).toBe(2);
    expect(stderr).toContain("No solved lessons in");
  });
});
