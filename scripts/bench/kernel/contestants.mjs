// The kernels that are measured, ours first.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tslabKernelSpec } from "../../../dist/kernel/client/index.js";
import { softgradKernelSpec } from "../../../dist/kernel/index.js";
import { root } from "../../root.mjs";

const denoVersion = "2.9.6";

/** Those that are here, and why others are not. */
export async function contestants(scratch) {
  const kernels = [softgradKernelSpec(), tslabKernelSpec(root)];
  try {
    return { kernels: [...kernels, denoKernelSpec(scratch)], absent: [] };
  } catch (error) {
    return { kernels, absent: [error.message] };
  }
}

function denoKernelSpec(scratch) {
  const program = denoProgram(scratch) ?? fetchDeno(scratch);
  return {
    name: "deno",
    displayName: "Deno",
    language: "typescript",
    argv: [program, "jupyter", "--kernel", "--conn", "{connection_file}"],
    env: { DENO_DIR: join(scratch, "deno-cache"), DENO_NO_UPDATE_CHECK: "1" },
    interruptMode: "message",
    resourceDirectory: dirname(program),
  };
}

/** Deno is 90 MB, so that it is no dependency: npm fetches it for the benchmark alone. */
function fetchDeno(scratch) {
  console.log(`Fetching deno ${denoVersion} with npm …`);
  const args = ["install", "--prefix", scratch, "--no-save", "--no-audit", "--no-fund"];
  const { status, stderr } = spawnSync(
    process.platform === "win32" ? "npm.cmd" : "npm",
    [...args, `deno@${denoVersion}`],
    { encoding: "utf8", shell: process.platform === "win32" },
  );
  const program = denoProgram(scratch);
  if (program) return program;
  const reason = stderr.trim().split("\n").at(-1) || `npm ended with ${status}`;
  throw new Error(`deno, since npm could not fetch it: ${reason}`);
}

/** The program for this machine, in the optional package that npm chose for it. */
function denoProgram(scratch) {
  const require = createRequire(join(scratch, "node_modules", "deno", "package.json"));
  const libc = process.platform === "linux" ? "-glibc" : "";
  try {
    const { version } = require("deno/package.json");
    const platform = `@deno/${process.platform}-${process.arch}${libc}/package.json`;
    const folder = dirname(require.resolve(platform));
    const program = join(folder, process.platform === "win32" ? "deno.exe" : "deno");
    return version === denoVersion && existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
