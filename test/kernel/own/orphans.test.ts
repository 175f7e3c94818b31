import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { checkout } from "../fixtures/specs.js";
import { spec, temporaryFolder } from "./support/kernel.js";

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
    expect(processesIn(folder).length).toBeGreaterThan(0);
    if (who === "the kernel") process.kill(Number(String(pid)), "SIGKILL");
    else program.kill("SIGKILL");
    await untilNobodyIn(folder);
    program.kill("SIGKILL");
  });
});
