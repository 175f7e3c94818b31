import { rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { quietly } from "./command.mjs";
import { looksOffline } from "./errors.mjs";
import { npmCommand } from "./packages.mjs";
import { linkSelf } from "./self-link.mjs";

const name = "@tensorflow/tfjs-node";
const limitMs = 90_000;

/** Tries to install the native backend; whatever comes of it, there is one sentence to print. */
export async function tryTfjsNode(root, env = process.env) {
  if (await loads(root, env)) return `${name} is installed and loads: the lessons use it.`;
  const failure = await install(root, env);
  linkSelf(root);
  if (!failure && (await loads(root, env))) return `${name} is installed: the lessons use it.`;
  // Half a package would be tried, and fail, in every lesson.
  rmSync(join(root, "node_modules", name), { recursive: true, force: true });
  return `${name} does not load (${failure ?? "its addon cannot be read"}): the lessons use WebAssembly.`;
}

/** @returns {Promise<string | undefined>} why it failed */
async function install(root, env) {
  const npm = npmCommand(env);
  const end = Date.now() + limitMs;
  const fetched = await quietly(
    npm.file,
    [
      ...npm.args,
      "install",
      "--no-save",
      // npm leaves an optional peer out, though it is asked for by name, unless it is to be this.
      "--save-dev",
      "--no-audit",
      "--no-fund",
      "--fetch-retries=1",
      "--ignore-scripts",
      `${name}@^4.22.0`,
    ],
    { cwd: root, env, timeoutMs: limitMs },
  );
  if (fetched.code !== 0) return reason(fetched);
  // Its own script fetches TensorFlow. Run by us: npm 11 lets no command line permit scripts.
  const built = await quietly(process.execPath, [join("scripts", "install.js")], {
    cwd: join(root, "node_modules", name),
    env: { ...env, PATH: [join(root, "node_modules", ".bin"), env.PATH].join(delimiter) },
    timeoutMs: Math.max(1, end - Date.now()),
  });
  return built.code === 0 ? undefined : reason(built);
}

async function loads(root, env) {
  const script = `import("${name}").then(() => process.exit(0), () => process.exit(1))`;
  const { code } = await quietly(process.execPath, ["-e", script], {
    cwd: root,
    env,
    timeoutMs: 20_000,
  });
  return code === 0;
}

function reason({ timedOut, output }) {
  if (timedOut) return `nothing arrived in ${limitMs / 1000} s`;
  if (looksOffline(output)) return "the host it is downloaded from cannot be reached";
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /error/i.test(line))?.slice(0, 120) ?? "npm failed";
}
