// Makes each module that a kernel's start loads one file: Node spends longer on finding and reading
// a hundred small ones than on running them.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";

/** Under dist/kernel; each keeps its place, by which the others find it. */
const entries = [
  "main.js",
  "runtime/start.js",
  "runtime/loading/hooks.js",
  "protocol/worker.js",
  "language/index.js",
];

/** Packages that find files of their own beside themselves, mostly compiled ones. */
const external = [
  "zeromq",
  "oxc-parser",
  "oxc-transform",
  "esbuild",
  "typescript",
  "@oxc-project/runtime",
];

/** Under dist/kernel: what programs that use it import. */
const publicModules = ["index.js", "client/index.js"];

/** What is imported by a call stays a file of its own: it is loaded later, or not at all. */
const lateImports = (entry) => ({
  name: "late-imports",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined;
      const found = relative(dirname(entry), join(resolveDir, path)).split(sep).join("/");
      return { path: found.startsWith(".") ? found : `./${found}`, external: true };
    });
  },
});

const common = {
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
};

async function bundle(entry) {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: [entry],
    outfile: entry,
    external,
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "warning",
    // An import by a call with attributes, which no bundler can follow and this one should not.
    logOverride: { "unsupported-dynamic-import": "silent" },
    plugins: [lateImports(entry)],
  });
  return { outputFiles, inputs: Object.keys(metafile.inputs) };
}

/** Modules that other parts of the package lead to, by whatever kind of import. */
async function reached(dist) {
  const kernel = join(dist, "kernel") + sep;
  const modules = (await readdir(dist, { recursive: true }))
    .map((path) => join(dist, path))
    .filter((path) => path.endsWith(".js") && !path.startsWith(kernel));
  const { metafile } = await build({
    ...common,
    entryPoints: [...modules, ...publicModules.map((path) => join(kernel, path))],
    outdir: dist,
    packages: "external",
    logLevel: "error",
  });
  return Object.keys(metafile.inputs).map((path) => resolve(path));
}

/** Bundles what the kernel under a dist folder starts with; what others import stays as it is. */
export async function bundleKernel(dist) {
  const kernel = join(dist, "kernel");
  const bundles = await Promise.all(entries.map((entry) => bundle(join(kernel, entry))));
  const kept = new Set([
    ...(await reached(dist)),
    ...bundles.flatMap(({ outputFiles }) => outputFiles.map(({ path }) => resolve(path))),
  ]);
  // All were read before the first is written over.
  for (const { path, contents } of bundles.flatMap(({ outputFiles }) => outputFiles)) {
    await writeFile(path, contents);
  }
  const inputs = bundles.flatMap((each) => each.inputs);
  const own = inputs.map((path) => resolve(path)).filter((path) => path.startsWith(kernel + sep));
  await Promise.all(own.filter((path) => !kept.has(path)).map((path) => rm(path, { force: true })));
  await writeFile(join(kernel, "LICENSES-OF-BUNDLED-CODE.txt"), await licensesOf(inputs));
}

/** The licenses of the packages among the bundled files. */
async function licensesOf(inputs) {
  const folders = inputs.flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? [],
  );
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    return `${name} ${version}\n\n${await readFile(join(folder, "LICENSE"), "utf8")}`;
  });
  return (await Promise.all(texts)).join("\n\n");
}
