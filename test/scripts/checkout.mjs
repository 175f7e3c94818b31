import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const realRoot = resolve(fileURLToPath(new URL("../..", import.meta.url)));

const parts = [
  "scripts",
  "src",
  "notebooks",
  "dist",
  "package.json",
  "package-lock.json",
  ".npmrc",
  "requirements.txt",
  "tsconfig.json",
  "tsconfig.build.json",
  ".softgrad/stamps/dist.json",
  ".softgrad/stamps/notebooks.json",
  ".softgrad/masters",
];

/** A copy of the checkout in a new folder, with no .venv and, unless asked for, no node_modules. */
export function copyCheckout({ packages = true } = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "softgrad-checkout-")));
  for (const part of parts) {
    const source = join(realRoot, part);
    if (existsSync(source)) cpSync(source, join(root, part), { recursive: true });
  }
  if (packages) symlinkSync(join(realRoot, "node_modules"), join(root, "node_modules"));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Programs of the given names and shell texts, in a folder to put on the PATH. */
export function fakePrograms(folder, programs) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** A shell text that introduces itself as a Python of this version, and else does `then`. */
export function fakePython(version, then = "exit 1") {
  const introduction = JSON.stringify({
    version,
    path: "/fake/python3",
    executable: "/fake/python3",
  });
  return `case "$*" in *json.dumps*) echo '${introduction}' ;; *) ${then} ;; esac`;
}

/** A PATH on which there are only these folders, this Node and npm. */
export function barePath(root, ...folders) {
  const programs = join(root, "bare-path");
  mkdirSync(programs, { recursive: true });
  for (const name of ["node", "npm"]) {
    const target = join(dirname(process.execPath), name);
    if (!existsSync(join(programs, name))) symlinkSync(target, join(programs, name));
  }
  return [...folders, programs].join(delimiter);
}

/** Runs scripts/start.mjs of a checkout. */
export function start(root, args, { env = {}, nodeOptions = [] } = {}) {
  const child = spawn(
    process.execPath,
    [...nodeOptions, join(root, "scripts", "start.mjs"), ...args],
    {
      cwd: root,
      env: { ...process.env, npm_lifecycle_event: "", npm_execpath: "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8");
    child[name].on("data", (text) => {
      output[name] += text;
    });
  }
  const ended = new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, ...output }));
  });
  return { child, output, ended };
}
