import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MimeBundle, saturationFigure } from "../../../src/lib/index.js";
import { announceSkip, chromiumPath, launchChromium } from "../../browser/support/chromium.js";

announceSkip("test/lib/figures/page.test.ts");

const display: unique symbol = Symbol.for("Jupyter.display");
const plotly = join(
  fileURLToPath(new URL("../../..", import.meta.url)),
  "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js",
);

describe.skipIf(!chromiumPath)("a figure on an offline page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it("moves with its slider: a click on the last step draws that α", async () => {
    const made = saturationFigure([1, 8], { slider: true });
    const bundle = (Reflect.get(made, display) as () => MimeBundle)();
    const page = await browser.newPage();
    await page.addScriptTag({ path: plotly });
    await page.evaluate((html) => {
      document.body.append(document.createRange().createContextualFragment(html));
    }, String(bundle["text/html"]));
    const curve = page.locator(".scatterlayer .js-line").first();
    await curve.waitFor();
    const before = await curve.getAttribute("d");
    await page.locator(".slider-label").last().click({ force: true });
    await page.waitForFunction(
      (path) => document.querySelector(".scatterlayer .js-line")?.getAttribute("d") !== path,
      before,
    );
    expect(await page.locator(".slider-group").textContent()).toContain("α = 8");
    await page.close();
  });
});
