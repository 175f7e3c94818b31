import { quietly } from "./command.mjs";
import { UserError } from "./errors.mjs";
import {
  introduction,
  isNewEnough,
  oldestPython,
  parsePython,
  pythonCandidates,
} from "./python-version.mjs";

/**
 * The first interpreter that answers and is new enough.
 *
 * @param {{chosen?: string, env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform}} options
 * @returns {Promise<{path: string, version: number[]}>}
 */
export async function findPython({ chosen, env = process.env, platform = process.platform } = {}) {
  const tooOld = [];
  for (const [file, ...args] of pythonCandidates(platform, chosen)) {
    // -I: a PYTHONPATH or a user's own site-packages must not decide whether Python starts.
    const { code, output } = await quietly(file, [...args, "-I", "-c", introduction], {
      env,
      timeoutMs: 20_000,
    });
    const python = code === 0 ? parsePython(output) : undefined;
    if (!python) continue;
    if (isNewEnough(python.version)) return python;
    tooOld.push(python);
  }
  throw noPython(tooOld, chosen, platform);
}

function noPython(tooOld, chosen, platform) {
  const remedy = `Install Python ${oldestPython} or newer (${howToInstall(platform)}), or name one with: npm start -- --python PATH`;
  const oldest = tooOld[0];
  if (oldest) {
    return new UserError(
      `Cannot set up JupyterLab: it needs Python ${oldestPython} or newer, and ${oldest.path} is Python ${oldest.version.join(".")}.`,
      remedy,
    );
  }
  return new UserError(
    chosen
      ? `Cannot set up JupyterLab: ${chosen} does not run as Python.`
      : "Cannot set up JupyterLab: no Python was found on the PATH.",
    remedy,
  );
}

function howToInstall(platform) {
  if (platform === "darwin") return "brew install python, or https://www.python.org";
  if (platform === "win32") return "https://www.python.org, or winget install Python.Python.3.13";
  return "on Debian and Ubuntu: sudo apt install python3 python3-venv";
}
