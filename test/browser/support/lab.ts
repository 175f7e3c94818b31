import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { screenshots } from "./checkout.js";

/** What of JupyterLab's application object is used here. */
interface LabApp {
  readonly shell: {
    readonly currentWidget: {
      readonly sessionContext?: {
        readonly session?: { readonly kernel?: { readonly status: string; readonly name: string } };
      };
      readonly content?: { readonly model?: { readonly cells: Iterable<CellModel> } };
    } | null;
  };
}

interface CellModel {
  readonly type: string;
  readonly executionState?: string;
  readonly outputs?: { toJSON(): CellOutput[] };
  toJSON(): { readonly metadata: Record<string, unknown> };
}

export interface CellOutput {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly ename?: string;
}

/** As much of a notebook file as a test changes. */
export interface Notebook {
  readonly cells: readonly {
    readonly metadata: { readonly nbgrader?: { readonly grade_id?: string } };
    readonly source: string | readonly string[];
  }[];
}

/** A page with one lesson open in JupyterLab. */
export interface Lesson {
  readonly page: Page;
  /** Uncaught errors of the page's own scripts. */
  readonly pageErrors: readonly string[];
}

/**
 * Opens a notebook of the server's folder, changed on its way to the page. Nothing is written to
 * disk: saving is answered as if done, so that a test run never changes the lessons.
 */
export async function openLesson(
  page: Page,
  server: URL,
  name: string,
  change: (notebook: Notebook) => Promise<Notebook> | Notebook = (notebook) => notebook,
): Promise<Lesson> {
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  const isNotebook = ({ pathname }: URL) => pathname.endsWith(`/api/contents/${name}`);
  await page.route(isNotebook, async (route) => {
    const request = route.request();
    if (request.method() === "PUT") {
      const model = await route.fetch({ method: "GET", postData: "" });
      await route.fulfill({ response: model, json: { ...(await model.json()), content: null } });
      return;
    }
    if (request.method() !== "GET") return route.continue();
    const model = await route.fetch();
    const json = await model.json();
    const content = json.content ? await change(json.content) : json.content;
    await route.fulfill({ response: model, json: { ...json, content } });
  });
  const url = new URL(`tree/${name}`, `${server.origin}${server.pathname}/`);
  url.search = `${server.search}&reset`;
  await page.goto(url.href);
  await page.locator(".jp-Notebook .jp-Cell").first().waitFor();
  await waitForIdle(page);
  return { page, pageErrors };
}

/** Run > Run All Cells, as a learner does it; resolves when every cell has run. */
export async function runAllCells({ page }: Lesson): Promise<void> {
  await page.locator(".lm-MenuBar-item", { hasText: /^Run$/ }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  await waitForIdle(page);
}

/** Kernel > Restart Kernel and Run All Cells, with its question answered; resolves when every cell has run. */
export async function restartAndRunAll({ page }: Lesson): Promise<void> {
  await page.locator(".lm-MenuBar-item", { hasText: /^Kernel$/ }).click();
  await page.getByRole("menuitem", { name: /^Restart Kernel and Run All Cells/ }).click();
  await page.locator(".jp-Dialog button", { hasText: /^Restart$/ }).click();
  await page.locator(".jp-Dialog").waitFor({ state: "detached" });
  // The kernel that is ending may still look idle: the first cell's new run is waited for.
  await page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: "[1]:" }).first().waitFor();
  await waitForIdle(page);
}

/** Waits until the kernel is idle and no cell waits for it; fails on a dialog. */
export async function waitForIdle(page: Page, timeoutMs = 300_000): Promise<void> {
  const idle = page.waitForFunction(
    () => {
      const { shell } = (window as unknown as { jupyterapp: LabApp }).jupyterapp;
      const widget = shell.currentWidget;
      const cells = [...(widget?.content?.model?.cells ?? [])];
      const status = widget?.sessionContext?.session?.kernel?.status;
      return status === "idle" && cells.every((cell) => (cell.executionState ?? "idle") === "idle");
    },
    undefined,
    { timeout: timeoutMs, polling: 200 },
  );
  const dialog = page.locator(".jp-Dialog").waitFor({ timeout: timeoutMs });
  const first = await Promise.race([
    idle.then(() => "idle" as const),
    dialog.then(() => "dialog" as const),
  ]);
  dialog.catch(() => {});
  idle.catch(() => {});
  if (first === "dialog") {
    throw new Error(`JupyterLab shows a dialog: ${await page.locator(".jp-Dialog").textContent()}`);
  }
}

/** The outputs of every code cell as the notebook's model holds them, by grade id or position. */
export async function outputsOf({ page }: Lesson): Promise<Map<string, CellOutput[]>> {
  const entries = await page.evaluate(() => {
    const { shell } = (window as unknown as { jupyterapp: LabApp }).jupyterapp;
    const cells = [...(shell.currentWidget?.content?.model?.cells ?? [])];
    return cells.flatMap((cell, index): [string, CellOutput[]][] => {
      if (cell.type !== "code") return [];
      const { nbgrader } = cell.toJSON().metadata as { nbgrader?: { grade_id?: string } };
      return [[nbgrader?.grade_id ?? String(index), cell.outputs?.toJSON() ?? []]];
    });
  });
  return new Map(entries);
}

/** Scrolls through the notebook until the element is there: JupyterLab draws only what is in view. */
export async function scrollTo({ page }: Lesson, target: Locator): Promise<Locator> {
  const outer = page.locator(".jp-Notebook.jp-mod-scrollPastEnd, .jp-WindowedPanel-outer").first();
  await outer.evaluate((element) => element.scrollTo(0, 0));
  for (let step = 0; step < 200; step += 1) {
    if ((await target.count()) > 0) {
      await target.first().scrollIntoViewIfNeeded();
      await target.first().waitFor({ state: "visible" });
      return target.first();
    }
    const atEnd = await outer.evaluate((element) => {
      element.scrollBy(0, 400);
      return element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    });
    await page.waitForTimeout(150);
    if (atEnd && (await target.count()) === 0) break;
  }
  throw new Error(`The notebook has no ${target}`);
}

/** Pictures of the whole notebook, one screen after the other. */
export async function photograph({ page }: Lesson, name: string): Promise<void> {
  const outer = page.locator(".jp-WindowedPanel-outer").first();
  await outer.evaluate((element) => element.scrollTo(0, 0));
  for (let screen = 1; screen <= 40; screen += 1) {
    // Away from the figures, which show their tools to a pointer; and time to draw.
    await page.mouse.move(0, 0);
    await page.waitForTimeout(300);
    const number = String(screen).padStart(2, "0");
    await page.screenshot({ path: join(screenshots, `${name}-${number}.png`) });
    const moreBelow = await outer.evaluate((element) => {
      element.scrollBy(0, element.clientHeight * 0.95);
      const { top, bottom } = element.getBoundingClientRect();
      const cells = [...element.querySelectorAll(".jp-Cell")].map((c) => c.getBoundingClientRect());
      return cells.some((cell) => cell.bottom > top + 40 && cell.top < bottom);
    });
    if (!moreBelow) return;
  }
}

/** Ends the notebook's kernel, so that the next test gets its own. */
export async function endKernels(page: Page, server: URL): Promise<void> {
  const api = new URL("/api/sessions", server.origin);
  const headers = { Authorization: `token ${server.searchParams.get("token")}` };
  const sessions = await (await page.request.get(api.href, { headers })).json();
  for (const { id } of sessions) await page.request.delete(`${api.href}/${id}`, { headers });
}
