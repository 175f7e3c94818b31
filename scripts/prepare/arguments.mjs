import { UserError } from "./errors.mjs";
import { kernelChoice } from "./kernel-choice.mjs";

export const startHelp = `npm start [-- options]    prepare everything and open JupyterLab on the lessons

  --no-browser      print the address only
  --port N          serve on this port (otherwise the first free one from 8888 on)
  --kernel NAME     softgrad, the kernel of this package (as is usual), or tslab for stock tslab
  --python PATH     make .venv with this Python
  --tfjs-node       try to install @tensorflow/tfjs-node, TensorFlow's native backend
  --prepare         prepare everything, start nothing
  --help            this text

Anything else goes to JupyterLab as it is.`;

/**
 * @param {readonly string[]} argv
 * @returns {{help: boolean, prepareOnly: boolean, tfjsNode: boolean, python: string | undefined,
 *   port: number | undefined, kernel: string, passed: string[]}} `passed`: what JupyterLab is given
 */
export function parseStartArguments(argv) {
  const parsed = {
    help: false,
    prepareOnly: false,
    tfjsNode: false,
    python: undefined,
    port: undefined,
    kernel: "softgrad",
    passed: [],
  };
  const rest = [...argv];
  while (rest.length > 0) {
    const [name, inline] = splitOnce(rest.shift());
    const value = () => inline ?? rest.shift();
    if (name === "--help" || name === "-h") parsed.help = true;
    else if (name === "--prepare") parsed.prepareOnly = true;
    else if (name === "--tfjs-node") parsed.tfjsNode = true;
    else if (name === "--kernel") parsed.kernel = kernelChoice(value());
    else if (name === "--python") parsed.python = needed(name, value());
    else if (name === "--port" || name === "--ServerApp.port") parsed.port = portNumber(value());
    else if (name !== "--") parsed.passed.push(inline === undefined ? name : `${name}=${inline}`);
  }
  return parsed;
}

function splitOnce(argument) {
  const at = argument.indexOf("=");
  return argument.startsWith("--") && at > 0
    ? [argument.slice(0, at), argument.slice(at + 1)]
    : [argument, undefined];
}

function needed(name, value) {
  if (value) return value;
  throw new UserError(
    `Cannot read ${name}: no value follows it.`,
    "Give one, or see npm start -- --help",
  );
}

function portNumber(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError(
    `Cannot read --port: ${text === undefined ? "no value follows it" : `"${text}" is no port`}.`,
    "Give a whole number from 1 to 65535, for example: npm start -- --port 8889",
  );
}
