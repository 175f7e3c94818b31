import { readFileSync } from "node:fs";

export const channels = ["shell", "iopub", "stdin", "control", "hb"] as const;
export type Channel = (typeof channels)[number];

/** What the program that starts the kernel says about where to listen. */
export interface ConnectionFile {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly ports: Readonly<Record<Channel, number>>;
  /** Empty: messages are not signed, and whoever reaches the ports can run code. */
  readonly key: string;
}

/**
 * Reads and checks a Jupyter connection file.
 *
 * @throws {Error} "Cannot use the connection file …", saying which field is wrong
 *
 * Source: https://jupyter-client.readthedocs.io/en/latest/kernels.html#connection-files
 */
export function readConnectionFile(path: string): ConnectionFile {
  const wrong = (problem: string) =>
    new Error(`Cannot use the connection file ${path}: ${problem}`);
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`Cannot read the connection file ${path}: ${String(cause)}`, { cause });
  }
  const { transport = "tcp", ip, key, signature_scheme: scheme = "hmac-sha256" } = value;
  if (transport !== "tcp" && transport !== "ipc") {
    throw wrong(`transport must be tcp or ipc: it is ${JSON.stringify(transport)}`);
  }
  if (typeof ip !== "string") throw wrong("ip must be text");
  if (scheme !== "hmac-sha256") {
    throw wrong(`signature_scheme must be hmac-sha256: it is ${JSON.stringify(scheme)}`);
  }
  if (typeof key !== "string") throw wrong("key must be text");
  const port = (channel: Channel): number => {
    const number = value[`${channel}_port`];
    if (typeof number === "number" && Number.isInteger(number)) return number;
    throw wrong(`${channel}_port must be a number`);
  };
  return {
    transport,
    ip,
    key,
    ports: {
      shell: port("shell"),
      iopub: port("iopub"),
      stdin: port("stdin"),
      control: port("control"),
      hb: port("hb"),
    },
  };
}

/** Where a channel listens. */
export function addressOf({ transport, ip, ports }: ConnectionFile, channel: Channel): string {
  return transport === "tcp"
    ? `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${ports[channel]}`
    : `ipc://${ip}-${ports[channel]}`;
}
