// Builds dist/ with the checkout's own TypeScript and links node_modules/softgrad to the checkout,
// so that notebooks import the library by its bare name under resolvers that know no self-reference.
import { execFileSync } from "node:child_process";
import { lstatSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export function build() {
  const fresh = join(root, "dist.new");
  rmSync(fresh, { recursive: true, force: true });
  // Not node_modules/.bin/tsc: tslab puts its own TypeScript 5.0 there.
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const project = join(root, "tsconfig.build.json");
  execFileSync(process.execPath, [tsc, "-p", project, "--outDir", fresh], { stdio: "inherit" });
  // Built beside and swapped in, so that a kernel that is running never finds half a library.
  rmSync(join(root, "dist"), { recursive: true, force: true });
  renameSync(fresh, join(root, "dist"));
  linkSelf();
}

function linkSelf() {
  const link = join(root, "node_modules", "softgrad");
  if (lstatSync(link, { throwIfNoEntry: false })) return;
  // A junction needs no rights on Windows; elsewhere the relative link survives a moved folder.
  if (process.platform === "win32") symlinkSync(root, link, "junction");
  else symlinkSync("..", link);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
