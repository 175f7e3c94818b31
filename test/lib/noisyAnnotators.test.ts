import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";

const checkout = join(import.meta.dirname, "..", "..");
const run = (steps = "5") =>
  execa(process.execPath, [join("examples", "noisy-annotators.mjs"), `--steps=${steps}`], {
    cwd: checkout,
    reject: false,
  });

describe("the training example", () => {
  it("prints Dice and ECE of every loss, the same in each run", async () => {
    const { stdout } = await run();
    const [heading, ...rows] = stdout.split("\n").filter((line) => /\S {2,}\S/.test(line));
    expect(heading).toMatch(/^loss +Dice +ECE$/);
    const cells = rows.map((row) => row.split(/ {2,}/));
    expect(cells.map(([name]) => name)).toEqual([
      "soft IoU",
      "soft Dice",
      "generalised Dice",
      "Tversky 0.3, 0.7",
      "focal Tversky",
      "Lovász",
      "JML1",
      "JML2",
      "DML1",
      "DML2",
      "cross-entropy",
    ]);
    for (const [, dice, ece] of cells) {
      expect(Number(dice)).toBeGreaterThan(0);
      expect(Number(dice)).toBeLessThanOrEqual(1);
      expect(Number(ece)).toBeGreaterThan(0);
      expect(Number(ece)).toBeLessThan(1);
    }
    // Losses that differ train different models.
    expect(new Set(cells.map(([, dice, ece]) => `${dice} ${ece}`)).size).toBeGreaterThan(6);
    expect((await run()).stdout).toBe(stdout);
  });

  it.each(["abc", "0", "-3", "1.5", ""])("says what is wrong with --steps=%s", async (steps) => {
    const { stdout, stderr, exitCode } = await run(steps);
    expect(stderr).toContain(
      `Cannot train: --steps must be a whole number of 1 or more, but is ${steps}`,
    );
    expect([exitCode, stdout]).toEqual([2, expect.not.stringContaining("Dice")]);
  });
});
