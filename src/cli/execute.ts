import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { defineCommand } from "citty";
import { Listr } from "listr2";
import { nearest } from "../checks/nearest.js";
import {
  type CellPosition,
  describe,
  executeNotebook,
  type Jupyter,
  writePage,
} from "../execution/index.js";
import type { KernelName } from "../grading/run/kernels.js";
import { kernelOf, kernelOption } from "./kernelChoice.js";
import { UsageError } from "./usageError.js";

/** `softgrad execute`: every solved lesson through nbconvert, to .ipynb and .html. */
export default defineCommand({
  meta: {
    name: "execute",
    description: "Execute the solved lessons with Jupyter's nbconvert and write them as HTML too",
  },
  args: {
    lesson: {
      type: "positional",
      required: false,
      valueHint: "lesson…",
      description: "Lessons to execute, such as 04-soft-iou; all when none is named",
    },
    out: { type: "string", description: "Where the results go", default: "executed" },
    timeout: { type: "string", description: "Seconds for each cell", default: "300" },
    kernel: kernelOption,
    root: { type: "string", description: "The checkout", default: "." },
  },
  async run({ args }): Promise<number> {
    const root = resolve(args.root);
    const lessons = chooseLessons(root, args._);
    const timeoutSeconds = seconds(args.timeout);
    const out = resolve(args.out);
    const jupyter = jupyterOf(root, kernelOf(args.kernel));
    const stop = new AbortController();
    const cancel = () => stop.abort();
    process.once("SIGINT", cancel);
    process.once("SIGTERM", cancel);
    const start = performance.now();

    const tasks = new Listr(
      lessons.map((lesson) => ({
        title: lesson,
        task: async (_: unknown, task: { title: string; output: string }) => {
          const notebook = join(root, ".softgrad", "masters", `${lesson}.ipynb`);
          const output = join(out, `${lesson}.ipynb`);
          const began = performance.now();
          const result = await executeNotebook({
            jupyter,
            notebook,
            output,
            cwd: join(root, "notebooks"),
            timeoutSeconds,
            // A line for each cell would bury the results in a log.
            ...(process.stdout.isTTY
              ? {
                  onCell: ({ id, index }: CellPosition) => {
                    task.output = `cell ${id || index}`;
                  },
                }
              : {}),
            signal: stop.signal,
          });
          const time = `${((performance.now() - began) / 1000).toFixed(1)} s`;
          const wrote = existsSync(output);
          const page = wrote
            ? await writePage({
                jupyter,
                notebook: output,
                output: output.replace(/\.ipynb$/, ".html"),
              })
            : undefined;
          task.title = `${lesson}: ${describe(result)} (${time})`;
          if (result.status !== "ok") throw new Error(task.title);
          if (page?.status === "failed") throw new Error(`${lesson}: no HTML: ${page.message}`);
        },
      })),
      { concurrent: 2, exitOnError: false, collectErrors: "minimal" },
    );
    await tasks.run();
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);

    const failed = tasks.errors.length;
    const total = `${((performance.now() - start) / 1000).toFixed(0)} s`;
    const where = relative(process.cwd(), out) || ".";
    console.log(
      `${lessons.length - failed} of ${lessons.length} lessons executed in ${total}; see ${where}/`,
    );
    return failed === 0 ? 0 : 1;
  },
});

function chooseLessons(root: string, named: readonly string[]): string[] {
  const folder = join(root, ".softgrad", "masters");
  const known = existsSync(folder)
    ? readdirSync(folder)
        .flatMap((name) => /^(.+)\.ipynb$/.exec(name)?.[1] ?? [])
        .toSorted()
    : [];
  if (known.length === 0) {
    throw new UsageError(
      `No solved lessons in ${folder}: run npm run build:notebooks in the checkout first`,
    );
  }
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    throw new UsageError(
      `Unknown lesson "${unknown}": ${meant === undefined ? "" : `did you mean ${meant}? `}Known lessons: ${known.join(", ")}`,
    );
  }
  return named.length === 0 ? known : [...named];
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new UsageError(`Option --timeout must be a number of seconds above 0: "${text}" is none`);
}

/** The checkout's own Jupyter. Lessons name the kernel "tslab", and the first one of that name is taken. */
function jupyterOf(root: string, kernel: KernelName): Jupyter {
  const programs = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  const stock = kernel === "tslab" ? { JUPYTER_PATH: join(root, ".venv/share/stock-tslab") } : {};
  return { python: join(root, ".venv", ...programs), env: { ...process.env, ...stock } };
}
