import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inTheOpen } from "../prepare/command.mjs";
import { countVitest } from "./counts.mjs";

/**
 * Runs one phase in the open.
 *
 * @param {string} root
 * @param {import("./phases.mjs").Phase} phase
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import("./counts.mjs").Counts>}
 */
export async function runPhase(root, phase, env) {
  const node = (...args) => inTheOpen(process.execPath, args, { cwd: root, env });
  const bin = (...path) => join(root, "node_modules", ...path);
  switch (phase.kind) {
    case "types":
      // Not node_modules/.bin/tsc: tslab puts its own TypeScript 5.0 there.
      return asOne(await node(bin("typescript", "bin", "tsc"), "-p", join(root, "tsconfig.json")));
    case "lint":
      return asOne(
        await node(bin("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."),
      );
    case "vitest":
      return vitest(root, phase.name, (...args) => node(bin("vitest", "vitest.mjs"), ...args));
    default:
      throw new Error(`no such kind of phase: ${phase.kind}`);
  }
}

function asOne(exitCode) {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : { passed: 0, failed: 1, skipped: 0 };
}

async function vitest(root, project, run) {
  const folder = join(root, ".softgrad", "test");
  const file = join(folder, `${project}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const exitCode = await run(
    "run",
    "--project",
    project,
    "--passWithNoTests",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  );
  return countVitest(
    existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined,
    exitCode,
  );
}
