// Builds dist/ with the checkout's own TypeScript, and makes the kernel few files.
import { spawnSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleKernel } from "./build/bundle-kernel.mjs";
import { linkSelf } from "./prepare/self-link.mjs";
import { root } from "./root.mjs";

const dist = join(root, "dist");
const fresh = join(root, "dist.new");
const old = join(root, "dist.old");
const remove = (folder) => rmSync(folder, { recursive: true, force: true });

remove(fresh);
// Not node_modules/.bin/tsc: tslab puts its own TypeScript 5.0 there.
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const project = join(root, "tsconfig.build.json");
const { status } = spawnSync(process.execPath, [tsc, "-p", project, "--outDir", fresh], {
  cwd: root,
  stdio: "inherit",
});
if (status !== 0) {
  remove(fresh);
  process.exit(status ?? 1);
}
await bundleKernel(fresh);
// Built beside and swapped in, so that a kernel that is running never finds half a library.
remove(old);
try {
  renameSync(dist, old);
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}
renameSync(fresh, dist);
remove(old);
linkSelf(root);
