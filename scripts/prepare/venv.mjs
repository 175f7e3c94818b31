import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onLeash, quietly } from "./command.mjs";
import { lastLines, looksOffline, UserError } from "./errors.mjs";
import { findPython } from "./python.mjs";
import { pythonEnvironment, uvEnvironment } from "./python-environment.mjs";
import { digest, Stamp } from "./stamp.mjs";
import { obtainUv } from "./uv.mjs";

const windows = process.platform === "win32";

/** Where a program of .venv lies. */
export function venvProgram(root, name) {
  return windows ? join(root, ".venv", "Scripts", `${name}.exe`) : join(root, ".venv", "bin", name);
}

/** The step that makes .venv with JupyterLab, from requirements.txt, hash by hash. */
export function venvStep(root, { python, env = process.env } = {}) {
  return {
    title: "Python environment",
    isCurrent: () => venvProblem(root, python) === undefined,
    run: () => makeVenv(root, python, env),
  };
}

/** Why .venv has to be made again, or undefined when it need not. */
export function venvProblem(root, chosenPython) {
  const stamp = new Stamp(root, "venv").read();
  if (!stamp) return "it was never finished";
  if (stamp.requirements !== requirementsDigest(root)) return "the requirements have changed";
  // Every program of a virtual environment names its own folder.
  if (stamp.root !== root) return "the checkout has moved";
  if (chosenPython && stamp.chosen !== chosenPython) return "another Python was asked for";
  if (!existsSync(venvProgram(root, "python"))) return "its Python is gone";
  const present = new Set(contents(root));
  const lost = stamp.contents.find((name) => !present.has(name));
  return lost === undefined ? undefined : `${lost} is missing`;
}

function requirementsDigest(root) {
  return digest(root, [join(root, "requirements.txt")]);
}

/** The names in the folders that matter: enough to notice a part that was deleted, in a millisecond. */
function contents(root) {
  const venv = join(root, ".venv");
  const library = join(venv, windows ? "Lib" : "lib");
  const python = windows ? "" : (list(library)[0] ?? "");
  const folders = [
    join(library, python, "site-packages"),
    join(venv, windows ? "Scripts" : "bin"),
    join(venv, "share", "jupyter", "lab"),
    join(venv, "share", "jupyter", "lab", "static"),
  ];
  return folders.flatMap(list).filter((name) => name !== "__pycache__");
}

function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function makeVenv(root, chosen, env) {
  const stamp = new Stamp(root, "venv");
  stamp.clear();
  const python = await findPython({ chosen, env });
  await removeFolder(join(root, ".venv"));
  const installer = await install(root, python.path, pythonEnvironment(env));
  stamp.write({
    requirements: requirementsDigest(root),
    root,
    chosen,
    python: python.path,
    contents: contents(root),
  });
  return `Python ${python.version.join(".")}, by ${installer}`;
}

/** Removes a folder into which the installer of a start that was killed may write a moment longer. */
async function removeFolder(folder) {
  for (let attempt = 1; ; attempt++) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(250);
    }
  }
}

async function install(root, python, env) {
  const { uv, output } = await obtainUv(root, python, env);
  if (uv) {
    // Twice: the uv of a start that was killed may still be writing to .venv.
    const failed =
      (await installByUv(root, uv, python, env)) && (await installByUv(root, uv, python, env));
    if (!failed) return "uv";
    if (looksOffline(failed)) throw offline(failed);
  } else if (looksOffline(output)) throw offline(output);
  await installByPip(root, python, env);
  return "pip";
}

/** @returns {Promise<string | undefined>} what uv said when it failed */
async function installByUv(root, uv, python, env) {
  const config = await quietly(python, ["-m", "pip", "config", "list"], { env });
  const uvEnv = uvEnvironment(env, config.code === 0 ? config.output : "");
  const venv = join(root, ".venv");
  const made = await onLeash(uv, ["venv", "--quiet", "--clear", "--python", python, venv], {
    env: uvEnv,
  });
  if (made.code !== 0) return made.output;
  const filled = await onLeash(
    uv,
    [
      "pip",
      "install",
      "--quiet",
      "--require-hashes",
      "--python",
      venvProgram(root, "python"),
      "-r",
      join(root, "requirements.txt"),
    ],
    { env: uvEnv },
  );
  return filled.code === 0 ? undefined : filled.output;
}

async function installByPip(root, python, env) {
  const venv = join(root, ".venv");
  const made = await onLeash(python, ["-m", "venv", "--clear", venv], { env });
  if (made.code !== 0) throw noVenv(python, made.output);
  const pip = (...args) =>
    onLeash(venvProgram(root, "python"), ["-m", "pip", "install", "--retries=2", ...args], { env });
  // The pip that a Python ships with may be years old and then takes several times as long.
  const upgraded = await pip("--upgrade", "pip");
  if (upgraded.code !== 0 && looksOffline(upgraded.output)) throw offline(upgraded.output);
  const filled = await pip("--require-hashes", "-r", join(root, "requirements.txt"));
  if (filled.code === 0) return;
  if (looksOffline(filled.output)) throw offline(filled.output);
  throw new UserError(
    "Cannot install JupyterLab into .venv: pip failed.",
    "Repair what pip says above, or name another Python with: npm start -- --python PATH",
    { details: lastLines(filled.output) },
  );
}

function noVenv(python, output) {
  const missing = /ensurepip|No module named '?venv/.test(output);
  return new UserError(
    missing
      ? `Cannot make .venv: ${python} has no venv module.`
      : `Cannot make .venv: ${python} -m venv failed.`,
    "Install it (on Debian and Ubuntu: sudo apt install python3-venv) or uv (https://docs.astral.sh/uv), and run the command again.",
    { details: missing ? "" : lastLines(output) },
  );
}

function offline(output) {
  return new UserError(
    "Cannot install JupyterLab: the Python package index cannot be reached.",
    "Check the network, or set a mirror or proxy (pip config set global.index-url …, HTTPS_PROXY), and run the command again.",
    { details: lastLines(output, 4) },
  );
}
