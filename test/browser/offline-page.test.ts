import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkout, screenshots } from "./support/checkout.js";
import { announceSkip, chromiumPath, launchChromium } from "./support/chromium.js";

announceSkip("test/browser/offline-page.test.ts");

const lesson = "04-soft-iou";

describe.skipIf(!chromiumPath)("an executed lesson as HTML, without a network", () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    await mkdir(join(checkout, ".softgrad"), { recursive: true });
    folder = await mkdtemp(join(checkout, ".softgrad", "executed-"));
    // As npm run execute does.
    const run = [join(checkout, "scripts", "run.mjs"), "execute", lesson, "--out", folder];
    await execa(process.execPath, run, { cwd: checkout });
    browser = await launchChromium();
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("draws its figures and shows its verdicts", async () => {
    const context = await browser.newContext({
      offline: true,
      viewport: { width: 1280, height: 1400 },
    });
    const page = await context.newPage();
    const errors: string[] = [];
    const asked: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("request", (request) => {
      if (/^https?:/.test(request.url())) asked.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, `${lesson}.html`)).href);

    const figure = page.locator(".js-plotly-plot .main-svg").first();
    await figure.scrollIntoViewIfNeeded();
    const box = await figure.boundingBox();
    expect(box?.width).toBeGreaterThan(200);
    expect(box?.height).toBeGreaterThan(100);
    expect(await page.getByText("Correct", { exact: false }).count()).toBeGreaterThan(0);
    await page.screenshot({ path: join(screenshots, "offline.png"), fullPage: true });
    expect(errors).toEqual([]);
    expect(asked).toEqual([]);
    await context.close();
  }, 120_000);
});
