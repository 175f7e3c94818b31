import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { createConnection, removeConnection } from "../../../src/kernel/client/connection.js";
import { checkout } from "../fixtures/specs.js";
import { spec, startIn, temporaryFolder } from "./support/kernel.js";
import { RawClient } from "./support/rawClient.js";

/** Every process that works in a folder, where the system tells. */
function processesIn(folder: string): string[] {
  const { stdout } = execaSync("sh", ["-c", "readlink /proc/[0-9]*/cwd 2>/dev/null || true"]);
  return stdout.split("\n").filter((path) => path === folder);
}

async function untilNobodyIn(folder: string): Promise<void> {
  while (processesIn(folder).length > 0) await delay(100);
}

/** A program that starts a kernel, runs a checked cell in it and says its process id. */
const parent = (folder: string) => `
  import { startKernel } from ${JSON.stringify(join(checkout, "dist/kernel/client/index.js"))};
  const kernel = await startKernel(${JSON.stringify(spec)}, { cwd: ${JSON.stringify(folder)} });
  await kernel.execute("const checked: number = 1;");
  console.log(kernel.pid);
  setInterval(() => {}, 1000);
`;

// The folder of another process is told by Linux alone.
describe.skipIf(process.platform !== "linux")("no process is left", () => {
  it.each(["the kernel", "its parent"])("after %s is killed", async (who) => {
    const folder = temporaryFolder();
    const program = spawn(process.execPath, ["--input-type=module", "-e", parent(folder)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [pid] = await once(program.stdout, "data");
    // The kernel's own process and the compiler's.
    expect(processesIn(folder).length).toBeGreaterThan(1);
    if (who === "the kernel") process.kill(Number(String(pid)), "SIGKILL");
    else program.kill("SIGKILL");
    await untilNobodyIn(folder);
    program.kill("SIGKILL");
  });

  it("after the kernel is killed at any moment of its start", async () => {
    const folder = temporaryFolder();
    const connection = await createConnection({ kernelName: "softgrad" });
    const kernels: ChildProcess[] = [];
    for (let after = 0; after < 1_000; after += 80) {
      const kernel = startProcess(connection.file, folder);
      kernels.push(kernel);
      const ended = once(kernel, "exit");
      await delay(after);
      kernel.kill("SIGKILL");
      await ended;
    }
    await untilNobodyIn(folder);
    await removeConnection(connection);
  });

  it.each(["process.exit(0);", "setTimeout(() => process.exit(1), 0);"])(
    "after %s",
    async (code) => {
      const folder = temporaryFolder();
      const client = await RawClient.start(folder);
      await client.execute({ code: "const checked: number = 1;" });
      client.send("shell", "execute_request", { code });
      await untilNobodyIn(folder);
      await client.close();
    },
  );

  it.each(["1;", "while (true) {}"])("after a shutdown beside %s", async (code) => {
    const folder = temporaryFolder();
    const client = await RawClient.start(folder);
    const id = client.send("shell", "execute_request", { code });
    await client.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "execute_input");
    client.send("control", "shutdown_request", { restart: true });
    await untilNobodyIn(folder);
    await client.close();
  });

  it("of the one before a restart", async () => {
    const folder = temporaryFolder();
    const kernel = await startIn(folder);
    await kernel.execute("const checked: number = 1;");
    const before = processesIn(folder).length;
    for (let i = 0; i < 3; i++) {
      await kernel.restart();
      await kernel.execute("const checked: number = 1;");
    }
    while (processesIn(folder).length > before) await delay(100);
    await kernel.dispose();
    await untilNobodyIn(folder);
  });
});

function startProcess(connectionFile: string, cwd: string): ChildProcess {
  const [node = "", ...rest] = spec.argv;
  const words = rest.map((word) => word.replace("{connection_file}", connectionFile));
  return spawn(node, words, { cwd, stdio: "ignore" });
}
