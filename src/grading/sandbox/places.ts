import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the parts lie that a kernel needs to see, on the machine that grades. */
export interface Places {
  /** The folder of our package.json. */
  readonly package: string;
  /** The node_modules that holds our dependencies. */
  readonly nodeModules: string;
  /** Is the package itself within that node_modules, as in a project that installed it? */
  readonly installed: boolean;
}

export function findPlaces(
  packageFolder: string = fileURLToPath(new URL("../../..", import.meta.url)),
): Places {
  const folder = packageFolder.replace(/[/\\]$/u, "");
  const around = dirname(folder);
  const installed = basename(around) === "node_modules";
  return {
    package: folder,
    nodeModules: installed ? around : join(folder, "node_modules"),
    installed,
  };
}

/** The program that runs beside the kernel, within the sandbox; it is there once dist is built. */
export function runnerPath(places: Places): string {
  return join(places.package, "dist", "grading", "sandbox", "runner.js");
}

export function isBuilt(places: Places): boolean {
  return existsSync(runnerPath(places));
}
