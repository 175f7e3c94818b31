import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";

const checkout = join(import.meta.dirname, "..", "..");
const run = () =>
  execa(process.execPath, [join("examples", "noisy-annotators.mjs"), "--steps", "5"], {
    cwd: checkout,
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
});
