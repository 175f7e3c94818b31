import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const cells = [
  "const xs: number[] = [3, 1, 2];\nxs.length",
  "const sorted = [...xs].sort((a, b) => a - b);\nsorted",
  'console.log("sum", sorted.reduce((a, b) => a + b, 0));',
  "const slow = await Promise.resolve(40);\nslow + 2",
  "xs.map((x) => x ** 2)",
];

/** Milliseconds of `jupyter nbconvert --execute` on a notebook of five cells. */
export function nbconvert(spec, cwd, jupyter) {
  const folder = join(cwd, "share", "kernels", spec.name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), JSON.stringify(kernelJson(spec)));
  const notebook = join(cwd, `${spec.name}.ipynb`);
  writeFileSync(notebook, JSON.stringify(notebookOf(spec)));
  const args = ["nbconvert", "--execute", "--to", "notebook", "--output", "executed.ipynb"];
  const started = performance.now();
  execFileSync(jupyter, [...args, notebook], {
    cwd,
    env: { ...process.env, JUPYTER_PATH: join(cwd, "share") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return performance.now() - started;
}

function kernelJson({ argv, displayName, language, env, interruptMode }) {
  return { argv, display_name: displayName, language, env, interrupt_mode: interruptMode };
}

function notebookOf({ name, displayName, language }) {
  const code = (source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  });
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name, display_name: displayName, language } },
    cells: cells.map(code),
  };
}
