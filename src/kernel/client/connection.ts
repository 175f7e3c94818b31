import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KernelError } from "./failure.js";
import { freePorts, releasePorts } from "./ports.js";

export type Channel = (typeof channels)[number];
const channels = ["shell", "iopub", "stdin", "control", "hb"] as const;

/** What a kernel is told about where to listen, and the file that tells it. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly ports: Readonly<Record<Channel, number>>;
  readonly key: string;
  /** Path of the connection file. */
  readonly file: string;
  /** Private folder of the file, and of the sockets for "ipc". */
  readonly folder: string;
}

export interface ConnectionOptions {
  readonly kernelName: string;
  readonly transport?: "tcp" | "ipc";
  readonly temporaryDirectory?: string;
}

/** Chooses addresses and a random key, and writes the connection file for its owner's eyes only. */
export async function createConnection(options: ConnectionOptions): Promise<Connection> {
  const { transport = "tcp", kernelName, temporaryDirectory = tmpdir() } = options;
  if (transport === "ipc" && process.platform === "win32") {
    throw new KernelError({
      code: "transport-unsupported",
      transport,
      reason: "Windows has no Unix sockets in ZeroMQ; use tcp",
    });
  }
  const folder = await mkdtemp(join(temporaryDirectory, "kernel-"));
  try {
    await chmod(folder, 0o700);
    const numbers = transport === "tcp" ? await freePorts(channels.length) : [1, 2, 3, 4, 5];
    const [shell = 0, iopub = 0, stdin = 0, control = 0, hb = 0] = numbers;
    const connection: Connection = {
      transport,
      ip: transport === "tcp" ? "127.0.0.1" : socketPrefix(folder),
      ports: { shell, iopub, stdin, control, hb },
      key: randomBytes(32).toString("hex"),
      file: join(folder, "connection.json"),
      folder,
    };
    await writeFile(connection.file, toJson(connection, kernelName), { mode: 0o600, flag: "wx" });
    return connection;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes the connection file and frees the ports. */
export async function removeConnection(connection: Connection): Promise<void> {
  if (connection.transport === "tcp") releasePorts(Object.values(connection.ports));
  await rm(connection.folder, { recursive: true, force: true });
}

/** Where a channel may be: kernels join an ipc path and its number with "-" or, as tslab, ":". */
export function candidateAddresses(connection: Connection, channel: Channel): string[] {
  const port = connection.ports[channel];
  return connection.transport === "tcp"
    ? [`tcp://${connection.ip}:${port}`]
    : [`ipc://${connection.ip}-${port}`, `ipc://${connection.ip}:${port}`];
}

function socketPrefix(folder: string): string {
  const prefix = join(folder, "k");
  // sockaddr_un holds 108 bytes on Linux and 104 on macOS, the ending zero included.
  if (Buffer.byteLength(prefix) > 101) {
    throw new KernelError({
      code: "transport-unsupported",
      transport: "ipc",
      reason: `the path ${prefix} is too long for a Unix socket; set temporaryDirectory`,
    });
  }
  return prefix;
}

function toJson(connection: Connection, kernelName: string): string {
  return JSON.stringify(
    {
      transport: connection.transport,
      ip: connection.ip,
      ...Object.fromEntries(channels.map((name) => [`${name}_port`, connection.ports[name]])),
      key: connection.key,
      signature_scheme: "hmac-sha256",
      kernel_name: kernelName,
    },
    null,
    2,
  );
}
