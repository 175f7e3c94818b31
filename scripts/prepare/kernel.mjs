import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { quietly } from "./command.mjs";
import { lastLines, UserError } from "./errors.mjs";
import { digestText, Stamp } from "./stamp.mjs";

/** The step that makes .venv's Jupyter know the TypeScript kernel of dist/, by the name notebooks have. */
export function kernelStep(root, env = process.env) {
  return {
    title: "TypeScript kernel",
    isCurrent: () => kernelProblem(root) === undefined,
    run: () => installKernel(root, env),
  };
}

/** Why the kernel has to be installed again, or undefined when it need not. */
export function kernelProblem(root) {
  const stamp = new Stamp(root, "kernel").read();
  if (!stamp) return "it was never installed";
  // A kernelspec names both by their paths.
  if (stamp.root !== root) return "the checkout has moved";
  if (stamp.node !== process.execPath) return "another Node runs this";
  if (stamp.sources !== builtSources(root)) return "dist/ was built again";
  const spec = kernelJson(root);
  if (!existsSync(spec)) return "its kernelspec is missing";
  return stamp.spec === specDigest(spec) ? undefined : "its kernelspec was changed";
}

const kernelJson = (root) =>
  join(root, ".venv", "share", "jupyter", "kernels", "tslab", "kernel.json");

const specDigest = (path) => digestText(readFileSync(path, "utf8"));

const builtSources = (root) => new Stamp(root, "dist").read()?.sources;

async function installKernel(root, env) {
  const stamp = new Stamp(root, "kernel");
  stamp.clear();
  const main = join(root, "dist", "cli", "main.js");
  // tslab's own installer may have been run in .venv: notebooks get ours all the same.
  const names = ["--name", "tslab", "--display-name", "TypeScript", "--force"];
  const { code, output } = await quietly(
    process.execPath,
    [main, "kernel", "install", ...names, "--prefix", join(root, ".venv")],
    { cwd: root, env },
  );
  if (code !== 0) {
    throw new UserError(
      "Cannot install the TypeScript kernel into .venv.",
      "Repair what is named above and run the command again.",
      { details: lastLines(output) },
    );
  }
  stamp.write({
    root,
    node: process.execPath,
    sources: builtSources(root),
    spec: specDigest(kernelJson(root)),
  });
}
