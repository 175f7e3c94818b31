import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { onLeash } from "./command.mjs";
import { lastLines, looksOffline, UserError } from "./errors.mjs";

/** The step that brings node_modules to the state of the lock file. */
export function packagesStep(root, env = process.env) {
  return {
    title: "JavaScript packages",
    isCurrent: () => packagesProblem(root) === undefined,
    run: () => installPackages(root, env),
  };
}

/**
 * Why node_modules is not what the lock file says, or undefined when it is. npm writes its hidden
 * lock file last of all, so an install that was cut off has none; a package that went missing later
 * is seen by its folder. What somebody added with `npm install --no-save` does not matter.
 */
export function packagesProblem(root) {
  const wanted = readLock(join(root, "package-lock.json"));
  const installed = readLock(join(root, "node_modules", ".package-lock.json"));
  if (!wanted) return "package-lock.json cannot be read";
  if (!installed) return "the last install did not finish";
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link || !isForThisPlatform(entry)) continue;
    const found = installed[path];
    if (!found) {
      if (entry.optional || entry.peer) continue;
      return `${path} is missing`;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) {
      return `${path} is not the locked version`;
    }
    if (!existsSync(join(root, path, "package.json"))) return `${path} is missing`;
  }
  return undefined;
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Addons for another system belong in the lock file and not in node_modules. */
function isForThisPlatform({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

/** How to run npm: the one that started this script, else the one on the PATH. */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath;
  if (script && basename(script) === "npm-cli.js" && existsSync(script)) {
    return { file: process.execPath, args: [script] };
  }
  return process.platform === "win32"
    ? { file: "cmd.exe", args: ["/d", "/s", "/c", "npm"] }
    : { file: "npm", args: [] };
}

async function installPackages(root, env) {
  const npm = npmCommand(env);
  const args = [
    ...npm.args,
    "ci",
    // Whatever the user's own settings leave out, building and testing need it.
    "--include=dev",
    "--include=optional",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    // npm's own pauses add up to more than a minute before it admits that there is no network.
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=4000",
  ];
  const { code, output, missing } = await onLeash(npm.file, args, { cwd: root, env });
  if (code === 0) return;
  if (missing) {
    throw new UserError(
      "Cannot install the JavaScript packages: there is no npm on the PATH.",
      "Install npm (it comes with Node from https://nodejs.org) and run the command again.",
    );
  }
  if (looksOffline(output)) {
    throw new UserError(
      "Cannot install the JavaScript packages: npm does not reach its registry.",
      "Check the network, or set a mirror or proxy (npm config set registry …, npm config set proxy …), and run the command again.",
      { details: lastLines(output, 6) },
    );
  }
  throw new UserError(
    `Cannot install the JavaScript packages: npm ci ended with code ${code}.`,
    "Repair what npm says above and run the command again.",
    { details: lastLines(output) },
  );
}
