import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announceSkip, chromiumPath, launchChromium } from "../../browser/support/chromium.js";
import { checkout } from "../fixtures/specs.js";
import { shown } from "./shown.js";

announceSkip("test/kernel/display/plotly-page.test.ts");

const plotly = join(checkout, "node_modules", "plotly.js-basic-dist-min", "plotly-basic.min.js");
const figures = ["one", "two"].map((text) =>
  String(
    shown({ data: [{ type: "bar", y: [1, 3, 2] }], layout: { title: { text } } })["text/html"],
  ),
);

const address = "http://page.test/";
const html = (ownPlotly: boolean) =>
  `<!doctype html><meta charset="utf-8">${ownPlotly ? '<script src="plotly.js"></script>' : ""}${figures.join("")}`;

describe.skipIf(!chromiumPath)("a Plotly figure on a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** What the page shows, and what it asked the net for. */
  /** What a page shows, and what it asked other hosts for. */
  async function view({ ownPlotly = false, online = true }) {
    const page = await browser.newPage();
    const asked: string[] = [];
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.route("**", (route) => {
      const url = route.request().url();
      if (url === address)
        return route.fulfill({ contentType: "text/html", body: html(ownPlotly) });
      if (url !== `${address}plotly.js`) asked.push(url);
      return online ? route.fulfill({ path: plotly }) : route.abort();
    });
    await page.goto(address);
    const seen = await drawn(page, online);
    await page.close();
    expect(errors).toEqual([]);
    return { ...seen, asked };
  }

  async function drawn(page: Page, wait: boolean) {
    const bars = page.locator(".jupyter-plotly .bars .point");
    if (wait) await bars.nth(5).waitFor();
    return {
      bars: await bars.count(),
      captions: await page.locator(".jupyter-plotly > p").allTextContents(),
    };
  }

  it("is drawn by the page's own Plotly, and nothing is loaded", async () => {
    expect(await view({ ownPlotly: true })).toEqual({ bars: 6, captions: [], asked: [] });
  });

  it("is drawn by Plotly from the net, loaded once for all figures", async () => {
    expect(await view({})).toEqual({
      bars: 6,
      captions: [],
      asked: ["https://cdn.plot.ly/plotly-3.0.1.min.js"],
    });
  });

  it("says what it is without the net", async () => {
    const { bars, captions } = await view({ online: false });
    expect(bars).toBe(0);
    expect(captions).toEqual([
      "Plotly figure: 1 trace (bar), one",
      "Plotly figure: 1 trace (bar), two",
    ]);
  });
});
