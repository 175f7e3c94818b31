import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { execa } from "execa";
import { pageScripts } from "./pageScripts.js";
import { templateName, writePageTemplate } from "./pageTemplate.js";
import type { Jupyter } from "./types.js";

export type PageResult =
  | { readonly status: "ok"; readonly path: string }
  | { readonly status: "failed"; readonly message: string; readonly cause: unknown };

export interface WritePageOptions {
  readonly jupyter: Jupyter;
  /** An executed notebook. */
  readonly notebook: string;
  /** The .html file to write. */
  readonly output: string;
  readonly signal?: AbortSignal;
}

/** Writes an executed notebook as one HTML file whose figures and formulas show without a network. */
export async function writePage(options: WritePageOptions): Promise<PageResult> {
  const { jupyter, notebook, output, signal } = options;
  const scratch = await mkdtemp(join(tmpdir(), "softgrad-page-"));
  try {
    const templates = await writePageTemplate(scratch, await pageScripts());
    const result = await execa(
      jupyter.python,
      [
        "-m",
        "nbconvert",
        "--to",
        "html",
        "--template",
        templateName,
        `--TemplateExporter.extra_template_basedirs=${templates}`,
        "--output-dir",
        resolve(dirname(output)),
        "--output",
        basename(output, extname(output)),
        resolve(notebook),
      ],
      {
        env: jupyter.env,
        extendEnv: false,
        stdin: "ignore",
        reject: false,
        ...(signal ? { cancelSignal: signal } : {}),
      },
    );
    if (!result.failed) return { status: "ok", path: output };
    const message = result.stderr.trimEnd().split("\n").at(-1) || (result.shortMessage ?? "");
    return { status: "failed", message, cause: result };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
