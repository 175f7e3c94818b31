import type { Locator, Page } from "playwright-core";
import type { Notebook } from "./lab.js";

/** The notebook with these code cells instead of its own, by their ids. */
export function withCells(sources: Readonly<Record<string, string>>) {
  return (notebook: Notebook): Notebook => ({
    ...notebook,
    cells: Object.entries(sources).map(([id, source]) => ({
      id,
      cell_type: "code",
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    })),
  });
}

/** One code cell of the page, by its position. */
export class CellOnPage {
  readonly locator: Locator;

  constructor(
    private readonly page: Page,
    index: number,
  ) {
    this.locator = page.locator(".jp-Notebook .jp-CodeCell").nth(index);
  }

  /** Ctrl+Enter; the cell may still be running afterwards. */
  async start(): Promise<void> {
    await this.locator.locator(".cm-content").click();
    await this.page.keyboard.press("Control+Enter");
  }

  /** What stands below the cell, once it matches. */
  async shows(text: string | RegExp): Promise<void> {
    await this.locator.locator(".jp-Cell-outputArea", { hasText: text }).waitFor();
  }

  /** "[3]:" once the cell has run for the third time, "[*]:" while it runs. */
  async prompt(text: string | RegExp): Promise<void> {
    await this.locator.locator(".jp-InputPrompt", { hasText: text }).waitFor();
  }

  /** The text as in a file, whatever JupyterLab makes of it. */
  async outputText(): Promise<string> {
    return ((await this.locator.locator(".jp-Cell-outputArea").textContent()) ?? "").trim();
  }
}
