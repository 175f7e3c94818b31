import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { writePage } from "../../src/execution/index.js";
import { jupyter, run, scratch } from "./notebooks.js";

const { folder, remove } = scratch();
afterAll(remove);

const browser = [process.env.CHROME_PATH, "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);

describe("the page of an executed notebook", () => {
  // Without a Chromium the browser phase says so; the rest of the page is looked at all the same.
  it.skipIf(browser === undefined)(
    "draws figures and sets formulas without a network",
    async () => {
      const { result, output } = await run(folder, {
        show: 'import { figure, show } from "softgrad"; show(figure([{ x: [0, 1], y: [1, 3] }], { title: "A line" }));',
        formula: 'import { display } from "tslab"; display.latex("$$\\\\frac{1}{2}$$");',
      });
      expect(result).toEqual({ status: "ok", cells: 2 });
      const path = join(folder, "out", "executed.html");
      expect(await writePage({ jupyter, notebook: output ?? "", output: path })).toEqual({
        status: "ok",
        path,
      });

      const chrome = await chromium.launch({
        executablePath: browser ?? "",
        args: ["--no-sandbox"],
      });
      try {
        const page = await chrome.newPage();
        const asked: string[] = [];
        await page.route(/^https?:/, (route) => {
          asked.push(route.request().url());
          return route.abort();
        });
        await page.goto(pathToFileURL(path).href);
        const figure = page.locator(".softgrad-figure");
        await figure.locator("svg.main-svg").first().waitFor();
        expect(await figure.locator(".scatterlayer .trace").count()).toBe(1);
        expect(await figure.locator(".gtitle").textContent()).toBe("A line");
        expect(await page.locator("math mfrac").count()).toBe(1);
        expect(asked).toEqual([]);
      } finally {
        await chrome.close();
      }
    },
  );

  it("names what is wrong with the notebook", async () => {
    const notebook = join(folder, "none.ipynb");
    const page = await writePage({ jupyter, notebook, output: join(folder, "none.html") });
    expect(page).toMatchObject({
      status: "failed",
      message: expect.stringContaining("none.ipynb"),
    });
    expect(existsSync(join(folder, "none.html"))).toBe(false);
  });
});
