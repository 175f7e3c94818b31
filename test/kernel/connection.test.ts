import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createConnection, removeConnection } from "../../src/kernel/client/connection.js";
import { freePorts, releasePorts } from "../../src/kernel/client/ports.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "connection-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the connection file", () => {
  it("tells the kernel where to listen, in Jupyter's words", async () => {
    const connection = await createConnection({ kernelName: "tslab", temporaryDirectory: folder });
    const { ports, key } = connection;
    expect(JSON.parse(await readFile(connection.file, "utf8"))).toEqual({
      transport: "tcp",
      ip: "127.0.0.1",
      shell_port: ports.shell,
      iopub_port: ports.iopub,
      stdin_port: ports.stdin,
      control_port: ports.control,
      hb_port: ports.hb,
      key,
      signature_scheme: "hmac-sha256",
      kernel_name: "tslab",
    });
    expect(new Set(Object.values(ports)).size).toBe(5);
    await removeConnection(connection);
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("is for its owner's eyes only", async () => {
    const connection = await createConnection({ kernelName: "tslab", temporaryDirectory: folder });
    expect((await stat(connection.file)).mode & 0o777).toBe(0o600);
    expect((await stat(connection.folder)).mode & 0o777).toBe(0o700);
  });

  it("has a key of its own", async () => {
    const options = { kernelName: "tslab", temporaryDirectory: folder };
    const [one, other] = await Promise.all([createConnection(options), createConnection(options)]);
    expect(one.key).toMatch(/^[0-9a-f]{64}$/);
    expect(one.key).not.toBe(other.key);
  });

  it.skipIf(process.platform === "win32")(
    "refuses a path that no Unix socket can have",
    async () => {
      const deep = join(folder, "x".repeat(100));
      await mkdir(deep);
      const refused = createConnection({
        kernelName: "tslab",
        transport: "ipc",
        temporaryDirectory: deep,
      });
      await expect(refused).rejects.toThrow(
        /^Cannot use the transport "ipc": the path .* is too long for a Unix socket; set temporaryDirectory$/,
      );
      expect(await readdir(deep)).toEqual([]);
    },
  );
});

describe("free ports", () => {
  it("are never given out twice", async () => {
    const ports = (await Promise.all(Array.from({ length: 30 }, () => freePorts(5)))).flat();
    expect(new Set(ports).size).toBe(150);
    releasePorts(ports);
  });
});
