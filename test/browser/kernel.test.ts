import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CellOnPage, withCells } from "./support/cells.js";
import { screenshots } from "./support/checkout.js";
import { announceSkip, chromiumPath, launchChromium } from "./support/chromium.js";
import { type JupyterServer, startJupyter } from "./support/jupyter-server.js";
import { endKernels, type Lesson, openLesson, waitForIdle } from "./support/lab.js";

announceSkip("test/browser/kernel.test.ts");

const sources = {
  declare: `import * as tf from "@tensorflow/tfjs";
interface Point { readonly x: number; readonly y: number }
/** Moves a point to the right. */
function move(point: Point, by: number): Point {
  return { ...point, x: point.x + by };
}
move({ x: 1, y: 2 }, 3)`,
  typeError: 'const wrong: number = move({ x: 1, y: 2 }, "3").x;',
  prints: `for (let step = 0; step < 3; step++) {
  console.log("step", step);
  const until = Date.now() + 2000;
  while (Date.now() < until) {}
}`,
  loops: "while (true) {}",
  keeps: "move({ x: 1, y: 2 }, 40).x",
  asks: `const name = await prompt("What is your name?");
\`Hello \${name}\``,
  display: `import * as tslab from "tslab";
const shown = tslab.newDisplay();
shown.html("<b>before</b>");`,
  update: 'shown.html("<b>after</b>");',
  complete: "tf.",
  tooltip: "move",
  indent: "",
  throws: 'throw new RangeError("alpha must be positive");',
  exits: "process.exit(3);",
};
const position = Object.keys(sources);

// One notebook, used as a person does: each test goes on from the one before.
describe.skipIf(!chromiumPath)("the kernel in JupyterLab", () => {
  let server: JupyterServer;
  let browser: Browser;
  let lesson: Lesson;
  /** What the checkout's own JupyterLab keeps; a change of theme is saved there. */
  let theme: string | null = null;
  beforeAll(async () => {
    server = await startJupyter();
    browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(60_000);
    lesson = await openLesson(page, server.url, "04-soft-iou.ipynb", withCells(sources));
    theme = await page.locator("body").getAttribute("data-jp-theme-name");
    await changeTheme("JupyterLab Light");
  }, 600_000);
  afterAll(async () => {
    if (theme) await changeTheme(theme);
    if (lesson) await endKernels(lesson.page, server.url);
    await browser?.close();
    await server?.stop();
  }, 60_000);

  const cell = (name: keyof typeof sources) => new CellOnPage(lesson.page, position.indexOf(name));
  const picture = (name: string) =>
    lesson.page.screenshot({ path: join(screenshots, `kernel-${name}.png`) });
  /** Resolves when the theme is drawn, and saved. */
  const changeTheme = async (name: string) => {
    await lesson.page.evaluate(
      (theme) =>
        (
          window as unknown as { jupyterapp: { commands: { execute(...all: unknown[]): unknown } } }
        ).jupyterapp.commands.execute("apputils:change-theme", { theme }),
      name,
    );
    await lesson.page.locator(`body[data-jp-theme-name="${name}"]`).waitFor({ state: "attached" });
  };

  it("bears its name, and its cells are coloured as TypeScript", async () => {
    const { page } = lesson;
    await page.locator('.jp-Toolbar-kernelName[aria-label="TypeScript"]').first().waitFor();
    const types = await page.evaluate(() => {
      const { shell } = (
        window as unknown as {
          jupyterapp: { shell: { currentWidget: { content: { codeMimetype: string } } } };
        }
      ).jupyterapp;
      return shell.currentWidget.content.codeMimetype;
    });
    expect(types).toBe("application/typescript");
    // An interface is a keyword in TypeScript alone.
    const colour = (text: string) =>
      cell("declare")
        .locator.locator(".cm-line span", { hasText: new RegExp(`^${text}$`) })
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await colour("interface")).toBe(await colour("function"));
    expect(await colour("interface")).not.toBe("rgb(0, 0, 0)");
  });

  it("shows a value with the cell's count", async () => {
    await cell("declare").start();
    await cell("declare").prompt("[1]:");
    await cell("declare").shows("{ x: 4, y: 2 }");
  });

  it("refuses a type error in red, at its place, and does not run the cell", async () => {
    const wrong = cell("typeError");
    await wrong.start();
    await wrong.shows("TS2345: Argument of type 'string' is not assignable");
    const error = wrong.locator.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
    const background = (element: Element) => getComputedStyle(element).backgroundColor;
    const plain = cell("declare").locator.locator('[data-mime-type="text/plain"]');
    expect(await error.evaluate(background)).not.toBe(await plain.evaluate(background));
    const lines = ((await error.textContent()) ?? "").split("\n");
    const at = lines.findIndex((line) => line.startsWith("> 1 | "));
    expect(lines[at]?.indexOf('"3"')).toBe(lines[at + 1]?.indexOf("^^^"));
    await picture("type-error");
  });

  it("shows what a loop prints while it blocks", async () => {
    const prints = cell("prints");
    await prints.start();
    await prints.shows("step 0");
    expect(await prints.outputText()).not.toContain("step 2");
    await prints.prompt("[*]:");
    await prints.shows("step 2");
    await prints.prompt("[3]:");
    expect(await prints.outputText()).toBe("step 0\nstep 1\nstep 2");
  });

  it("stops a busy loop by the interrupt button, and keeps its state", async () => {
    const { page } = lesson;
    await cell("loops").start();
    await cell("loops").prompt("[*]:");
    await page.getByRole("button", { name: "Interrupt the kernel" }).click();
    await cell("loops").shows("KeyboardInterrupt");
    await cell("keeps").start();
    await cell("keeps").shows("41");
    await picture("interrupted");
  });

  it("asks, and takes the answer", async () => {
    const { page } = lesson;
    await cell("asks").start();
    const input = page.locator(".jp-Stdin-input");
    await input.waitFor();
    expect(await page.locator(".jp-Stdin-prompt").textContent()).toContain("What is your name?");
    await picture("asks");
    await input.fill("Ada");
    await input.press("Enter");
    await cell("asks").shows("Hello Ada");
  });

  it("updates a display of an earlier cell in place", async () => {
    await cell("display").start();
    await cell("display").shows("before");
    await cell("update").start();
    await cell("display").shows("after");
    expect(await cell("display").outputText()).toBe("after");
    expect(await cell("update").outputText()).toBe("");
  });

  it("completes members on Tab", async () => {
    const { page } = lesson;
    await cell("complete").locator.locator(".cm-content").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    const popup = page.locator(".jp-Completer:not(.lm-mod-hidden)");
    await popup.waitFor();
    await picture("completer");
    await page.keyboard.type("oneHo");
    await popup.locator(".jp-Completer-item", { hasText: "oneHot" }).first().waitFor();
    await page.keyboard.press("Enter");
    expect(await cell("complete").locator.locator(".cm-content").textContent()).toBe("tf.oneHot");
  });

  it("tells type and documentation on Shift+Tab", async () => {
    const { page } = lesson;
    await cell("tooltip").locator.locator(".cm-content").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip", { hasText: "move" });
    await tooltip.waitFor();
    const told = await tooltip.textContent();
    expect(told).toContain("move(point: Point, by: number): Point");
    expect(told).toContain("Moves a point to the right.");
    await picture("tooltip");
    await page.keyboard.press("Escape");
  });

  it("indents a block by two, as the lessons are", async () => {
    const { page } = lesson;
    await cell("indent").locator.locator(".cm-content").click();
    await page.keyboard.type("function f() {");
    await page.keyboard.press("Enter");
    await page.keyboard.type("return 1;");
    const lines = await cell("indent").locator.locator(".cm-line").allInnerTexts();
    expect(lines.slice(0, 2)).toEqual(["function f() {", "  return 1;"]);
  });

  it("shows where a cell threw", async () => {
    await cell("throws").start();
    await cell("throws").shows("RangeError: alpha must be positive");
    await cell("throws").shows('> 1 | throw new RangeError("alpha must be positive");');
  });

  it("says that process.exit ended it, and is there again", async () => {
    const { page } = lesson;
    await cell("exits").start();
    await cell("exits").shows("process.exit(3) was called");
    const dialog = page.locator(".jp-Dialog", { hasText: "Kernel Restarting" });
    await dialog.waitFor();
    await picture("exit");
    await dialog.getByRole("button", { name: "Ok" }).click();
    await waitForIdle(page);
    // A fresh one: it counts from the start, and its state is gone.
    await cell("keeps").start();
    await cell("keeps").prompt("[1]:");
    await cell("keeps").shows("Cannot find name 'move'");
  });

  it("is read as well in the dark", async () => {
    await changeTheme("JupyterLab Dark");
    await cell("declare").locator.scrollIntoViewIfNeeded();
    await picture("dark");
    await cell("exits").locator.scrollIntoViewIfNeeded();
    await picture("dark-end");
    expect(lesson.pageErrors).toEqual([]);
  });
});
