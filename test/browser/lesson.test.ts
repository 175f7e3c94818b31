import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkout, screenshots } from "./support/checkout.js";
import { announceSkip, chromiumPath, launchChromium } from "./support/chromium.js";
import { type JupyterServer, startJupyter } from "./support/jupyter-server.js";
import {
  type CellOutput,
  endKernels,
  type Lesson,
  type Notebook,
  openLesson,
  outputsOf,
  photograph,
  restartAndRunAll,
  runAllCells,
  scrollTo,
} from "./support/lab.js";

announceSkip("test/browser/lesson.test.ts");

const lessons = readdirSync(join(checkout, "notebooks")).filter((file) => file.endsWith(".ipynb"));
const name = "04-soft-iou.ipynb";
/** The forum's formula, with a product counted once and a union that counts it twice. */
const threadFormula = `function softIou(target: tf.Tensor4D, prediction: tf.Tensor4D): tf.Tensor {
  const both = tf.sum(tf.mul(prediction, target), [1, 2]);
  return tf.div(both, tf.sum(tf.add(prediction, target), [1, 2]));
}`;

describe.skipIf(!chromiumPath)("a lesson in JupyterLab", () => {
  let server: JupyterServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startJupyter();
    browser = await launchChromium();
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    const { stdout } = await execa("ps", ["-A", "-o", "args="]);
    const left = stdout
      .split("\n")
      .filter((line) => line.includes(join(checkout, ".softgrad", "jupyter")));
    expect(left).toEqual([]);
  }, 60_000);

  async function withLesson(
    change: (notebook: Notebook) => Promise<Notebook> | Notebook,
    use: (lesson: Lesson, outputs: ReadonlyMap<string, readonly CellOutput[]>) => Promise<void>,
    file = name,
  ): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
    try {
      const lesson = await openLesson(page, server.url, file, change);
      await runAllCells(lesson);
      const outputs = await outputsOf(lesson);
      expect(problemsIn(outputs)).toEqual([]);
      await use(lesson, outputs);
      expect(await page.locator(".jp-Dialog").count()).toBe(0);
      expect(lesson.pageErrors).toEqual([]);
    } finally {
      await endKernels(page, server.url);
      await page.close();
    }
  }

  it("runs as a learner finds it: figures drawn, nothing attempted", async () => {
    const before = await readFile(join(checkout, "notebooks", name), "utf8");
    await withLesson(
      (notebook) => notebook,
      async (lesson, outputs) => {
        expect(new Set(verdictsIn(outputs).values())).toEqual(new Set(["Not attempted"]));

        const figure = await scrollTo(lesson, lesson.page.locator(".js-plotly-plot .main-svg"));
        const box = await figure.boundingBox();
        expect(box?.width).toBeGreaterThan(200);
        expect(box?.height).toBeGreaterThan(100);

        const verdict = lesson.page.locator(".jp-OutputArea-output", { hasText: "Not attempted" });
        await scrollTo(lesson, verdict);
        await photograph(lesson, "release");
      },
    );
    expect(await readFile(join(checkout, "notebooks", name), "utf8")).toBe(before);
  }, 240_000);

  it("tells a learner whose answer is the thread's formula what it computes", async () => {
    const answer = (notebook: Notebook): Notebook => ({
      ...notebook,
      cells: notebook.cells.map((cell) =>
        cell.metadata.nbgrader?.grade_id === "soft-iou" ? { ...cell, source: threadFormula } : cell,
      ),
    });
    await withLesson(answer, async (lesson, outputs) => {
      expect(verdictsIn(outputs).get("soft-iou-check")).toBe("Incorrect");
      const verdict = lesson.page.locator(".jp-OutputArea-output", { hasText: "Incorrect" });
      const shown = await scrollTo(lesson, verdict);
      expect(await shown.textContent()).toContain("Dice");
      await shown.screenshot({ path: join(screenshots, "incorrect.png") });
    });
  }, 240_000);

  it("stops the cell that does not end just as lesson 0 tells to", async () => {
    await withLesson(
      (notebook) => notebook,
      async ({ page }) => {
        const active = page.locator(".jp-Notebook .jp-Cell.jp-mod-active");
        await page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last().click();
        for (const key of ["Escape", "b", "Enter"]) await page.keyboard.press(key);
        await page.keyboard.type("while (true) {}");
        await page.keyboard.press("Shift+Enter");
        const loop = page.locator(".jp-Notebook .jp-CodeCell", { hasText: "while (true)" });
        await loop.locator(".jp-InputPrompt", { hasText: "[*]:" }).waitFor();
        for (const key of ["Escape", "i", "i"]) await page.keyboard.press(key);
        await loop.locator(".jp-Cell-outputArea", { hasText: "KeyboardInterrupt" }).waitFor();
        await page.keyboard.press("Enter");
        await page.keyboard.type("mask.size");
        await page.keyboard.press("Control+Enter");
        await active.locator(".jp-OutputArea-output", { hasText: /^\s*9\s*$/ }).waitFor();
        await page.screenshot({ path: join(screenshots, "welcome-interrupted.png") });
      },
      "00-welcome.ipynb",
    );
  }, 240_000);

  it.each(lessons)(
    "finds the solutions of %s correct (of one lesson also after a restart)",
    async (file) => {
      await withLesson(
        solvedOf(file),
        async (lesson, outputs) => {
          expect(new Set(verdictsIn(outputs).values())).toEqual(new Set(["Correct"]));
          await photograph(lesson, `master-${file.slice(0, 2)}`);
          // What a restart forgets is the kernel's matter, whatever the lesson.
          if (file !== name) return;
          await restartAndRunAll(lesson);
          const again = await outputsOf(lesson);
          expect(problemsIn(again)).toEqual([]);
          expect(verdictsIn(again)).toEqual(verdictsIn(outputs));
        },
        file,
      );
    },
    600_000,
  );
});

/** Opens the solved notebook instead of the released one. */
function solvedOf(file: string) {
  const master = join(checkout, ".softgrad", "masters", file);
  return async (): Promise<Notebook> => JSON.parse(await readFile(master, "utf8"));
}

/** The state that each check cell shows, by the cell's id. */
function verdictsIn(outputs: ReadonlyMap<string, readonly CellOutput[]>): Map<string, string> {
  const checks = [...outputs].filter(([id]) => id.endsWith("-check"));
  expect(checks.length).toBeGreaterThan(0);
  return new Map(
    checks.map(([id, [first]]) => {
      const text = String(first?.data?.["text/plain"]);
      return [id, /^\S+ (Not attempted|Correct|Incorrect)\b/.exec(text)?.[1] ?? text];
    }),
  );
}

function problemsIn(outputs: ReadonlyMap<string, readonly CellOutput[]>): string[] {
  return [...outputs].flatMap(([id, list]) =>
    list
      .filter(({ output_type, name: stream }) => output_type === "error" || stream === "stderr")
      .map((output) => `${id}: ${output.ename ?? String(output.text)}`),
  );
}
