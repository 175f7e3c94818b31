import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ExecutionResult, executeNotebook, type Jupyter } from "../../src/execution/index.js";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** The checkout's own Jupyter, shielded from the one of whoever runs this. */
export const jupyter: Jupyter = {
  python: join(root, ".venv", "bin", "python"),
  env: { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" },
};

/** The same with stock tslab before our kernel, which has its name. */
export const withStockTslab: Jupyter = {
  ...jupyter,
  env: { ...jupyter.env, JUPYTER_PATH: join(root, ".venv", "share", "stock-tslab") },
};

/** A folder that is gone after the tests. */
export function scratch(): { readonly folder: string; readonly remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "softgrad-execution-")));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a notebook of code cells, by their ids. */
export function writeNotebook(path: string, cells: Readonly<Record<string, string>>): string {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: Object.entries(cells).map(([id, source]) => ({
      cell_type: "code",
      id,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  };
  writeFileSync(path, JSON.stringify(notebook));
  return path;
}

export interface RunOptions {
  readonly kernel?: string;
  readonly timeoutSeconds?: number;
  readonly jupyter?: Jupyter;
  readonly signal?: AbortSignal;
  readonly onCell?: (cell: { readonly id: string }) => void;
}

/** Executes cells in a folder of their own; `output` is there when something was written. */
export async function run(
  folder: string,
  cells: Readonly<Record<string, string>>,
  options: RunOptions = {},
): Promise<{ readonly result: ExecutionResult; readonly output: string | undefined }> {
  const notebook = writeNotebook(join(folder, "source.ipynb"), cells);
  const output = join(folder, "out", "executed.ipynb");
  rmSync(output, { force: true });
  const result = await executeNotebook({
    jupyter,
    timeoutSeconds: 120,
    ...options,
    notebook,
    output,
    cwd: join(root, "notebooks"),
  });
  return { result, output: existsSync(output) ? output : undefined };
}
