import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stockTslabFolder } from "./kernel-choice.mjs";

/** The step that gives .venv's own Jupyter its settings and stock tslab; nothing goes into the user's home. */
export function jupyterFilesStep(root) {
  const files = () => Object.entries(jupyterFiles(root));
  return {
    title: "JupyterLab settings",
    // Compared, not stamped: their text names the checkout's path, which changes when it is moved.
    isCurrent: () =>
      files().every(([path, text]) => existsSync(path) && readFileSync(path, "utf8") === text),
    run: async () => {
      for (const [path, text] of files()) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    },
  };
}

/** @returns {Record<string, string>} text by path */
export function jupyterFiles(root) {
  const lab = join(root, ".venv", "share", "jupyter", "lab");
  const stock = join(stockTslabFolder(root), "kernels", "tslab");
  return {
    // JupyterLab runs its own yarn.js with Node, which would read our "type": "module" otherwise.
    [join(root, ".venv", "package.json")]: json({ type: "commonjs" }),
    [join(lab, "settings", "overrides.json")]: json(labSettings),
    [join(stock, "kernel.json")]: json(stockKernelSpec(root)),
    [join(stock, "logo-svg.svg")]: logo,
  };
}

function stockKernelSpec(root) {
  return {
    argv: [
      "node",
      // Node 20 announces that require() of an ES module is experimental, into the first cell.
      "--disable-warning=ExperimentalWarning",
      join(root, "node_modules", "tslab", "bin", "tslab"),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript (tslab)",
    language: "typescript",
    interrupt_mode: "signal",
  };
}

const labSettings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  // As TypeScript is written, the lessons too; JupyterLab's own four are Python's.
  "@jupyterlab/codemirror-extension:plugin": { defaultConfig: { indentUnit: "2" } },
};

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="6" fill="#3178c6"/>
<text x="58" y="56" text-anchor="end" font-family="sans-serif" font-size="34" font-weight="bold" fill="#fff">TS</text>
</svg>
`;

function json(value) {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
