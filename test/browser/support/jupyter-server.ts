import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { checkout } from "./checkout.js";

export interface JupyterServer {
  /** Address of JupyterLab, with the token as its query. */
  readonly url: URL;
  /** Everything the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the checkout's own JupyterLab as `npm start -- --no-browser --port N` does. */
export async function startJupyter(): Promise<JupyterServer> {
  const port = await freePort();
  const args = [
    join(checkout, "scripts", "start.mjs"),
    "--no-browser",
    "--port",
    String(port),
    // The page's own application object tells when a kernel is idle.
    "--LabApp.expose_app_in_browser=True",
  ];
  const server = spawn(process.execPath, args, {
    cwd: checkout,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += stripVTControlCharacters(chunk.toString("utf8"));
    });
  }
  const ended = once(server, "exit");
  const stop = () => stopServer(server, ended);
  try {
    const url = await addressIn(() => text, server);
    return { url, log: () => text, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function addressIn(log: () => string, server: ChildProcess): Promise<URL> {
  for (;;) {
    const found = /https?:\/\/\S+\/lab\?token=\S+/.exec(log());
    if (found) return new URL(found[0]);
    if (server.exitCode !== null) throw new Error(`JupyterLab did not start:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stopServer(server: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
