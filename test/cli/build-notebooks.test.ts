import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "citty";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import command from "../../src/cli/build-notebooks.js";

const checkout = join(import.meta.dirname, "..", "..");
let root: string;
let said: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "softgrad-build-"));
  said = [];
  vi.spyOn(console, "log").mockImplementation((line) => void said.push(String(line)));
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(root, { recursive: true, force: true });
});

async function build(...flags: string[]): Promise<number> {
  said = [];
  process.exitCode = undefined;
  await runCommand(command, { rawArgs: ["--root", root, ...flags] });
  return Number(process.exitCode ?? 0);
}

describe("softgrad build-notebooks", () => {
  test("builds every lesson of a checkout, and --check agrees until a source changes", async () => {
    const sources = readdirSync(join(checkout, "notebooks")).filter((name) => name.endsWith(".ts"));
    for (const name of sources) {
      cpSync(join(checkout, "notebooks", name), join(root, "notebooks", name));
    }
    expect(await build("--check")).toBe(1);
    expect(existsSync(join(root, ".softgrad"))).toBe(false);
    expect(await build()).toBe(0);
    const stems = sources.map((name) => name.replace(/\.ts$/, ""));
    for (const stem of stems) {
      expect(existsSync(join(root, "notebooks", `${stem}.ipynb`))).toBe(true);
      expect(existsSync(join(root, ".softgrad", "masters", `${stem}.ipynb`))).toBe(true);
    }
    expect(await build("--check")).toBe(0);
    expect(said).toEqual([`${stems.length} lessons are up to date`]);

    appendFileSync(join(root, "notebooks", sources[0] ?? ""), "// One line more.\n");
    expect(await build("--check")).toBe(1);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`notebooks/${stems[0]}.ipynb: cell `);
  });

  test("says what to do where there are no lessons", async () => {
    expect(await build()).toBe(1);
    expect(said).toEqual([
      `Cannot build notebooks: ${join(root, "notebooks")} cannot be read. Run this in the checkout, or pass --root.`,
    ]);
  });

  test("says which source is missing for an exercise", async () => {
    cpSync(
      join(checkout, "notebooks", "04-soft-iou.ts"),
      join(root, "notebooks", "04-soft-iou.ts"),
    );
    expect(await build()).toBe(1);
    expect(said).toEqual([
      expect.stringMatching(
        /^Cannot build notebooks: exercise ".+" belongs to lesson (\d\d-[\w-]+), and notebooks\/\1\.ts is missing\. /,
      ),
    ]);
  });
});
