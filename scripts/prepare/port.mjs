import { createServer } from "node:net";
import { UserError } from "./errors.mjs";

const usual = 8888;
const tries = 50;

/**
 * The port to serve on: the one asked for, or the first free one from 8888 on.
 *
 * @param {number | undefined} asked
 * @param {(port: number) => Promise<string | undefined>} problem why a port cannot be had
 * @returns {Promise<{port: number, remark?: string}>}
 */
export async function choosePort(asked, problem = portProblem) {
  const first = asked ?? usual;
  const why = await problem(first);
  if (!why) return { port: first };
  const next = await firstFree(first + 1, problem);
  if (asked === undefined && next !== undefined) {
    return { port: next, remark: `Port ${first} ${why}: serving on ${next} instead.` };
  }
  throw new UserError(
    `Cannot serve JupyterLab on port ${first}: it ${why}.`,
    next === undefined
      ? "Stop what holds it, or choose another with: npm start -- --port N"
      : `Stop what holds it, or choose another: npm start -- --port ${next}`,
  );
}

async function firstFree(from, problem) {
  for (let port = from; port < Math.min(from + tries, 65_536); port++) {
    if (!(await problem(port))) return port;
  }
  return undefined;
}

/** Why a server on this machine could not listen on the port, or undefined when it could. */
export async function portProblem(port) {
  // JupyterLab listens on every address that "localhost" has.
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryToListen(port, host);
    if (code === "EADDRINUSE") return "is taken by another program";
    if (code === "EACCES") return "may not be used by this account";
  }
  return undefined;
}

function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
