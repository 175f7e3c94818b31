import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startKernel } from "../../src/kernel/client/index.js";
import { isAlive } from "./fixtures/processes.js";
import { checkout, fakeKernel, lessons, tslab } from "./fixtures/specs.js";

// Inside the checkout, so that the compiled client finds its packages.
const place = join(checkout, ".softgrad");
let folder: string;

beforeAll(async () => {
  await mkdir(place, { recursive: true });
  folder = await mkdtemp(join(place, "client-"));
  const files = [join(checkout, "src/kernel/client/index.ts")];
  const compilerOptions = { noEmit: false, rootDir: join(checkout, "src"), outDir: folder };
  const project = join(folder, "tsconfig.json");
  await writeFile(
    project,
    JSON.stringify({
      extends: join(checkout, "tsconfig.json"),
      compilerOptions,
      files,
      include: [],
    }),
  );
  await execa(process.execPath, [join(checkout, "node_modules/typescript/bin/tsc"), "-p", project]);
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  await writeFile(join(folder, "owner.js"), owner);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** A program that starts a kernel and ends without disposing of it. */
const owner = `
import { startKernel } from "./kernel/client/index.js";
const [spec, cwd, temporaryDirectory, way] = process.argv.slice(2);
const kernel = await startKernel(JSON.parse(spec), { cwd, temporaryDirectory });
console.log(kernel.pid);
if (way === "exit") process.exit(0);
if (way === "throw") throw new Error("on purpose");
setInterval(() => {}, 1000);
`;

describe.skipIf(process.platform === "win32")("no process is left behind", () => {
  it.each(["exit", "throw", "SIGTERM", "SIGINT"] as const)(
    "when the owner ends by %s",
    async (way) => {
      const temporary = await mkdtemp(join(folder, "kernels-"));
      const spec = JSON.stringify(fakeKernel("good"));
      const child = spawn(
        process.execPath,
        [join(folder, "owner.js"), spec, checkout, temporary, way],
        { stdio: ["ignore", "pipe", "ignore"] },
      );
      const ended = once(child, "exit");
      const started = once(createInterface(child.stdout), "line");
      const [line] = await started;
      const pid = Number(line);
      expect(pid).toBeGreaterThan(0);
      if (way === "SIGTERM" || way === "SIGINT") child.kill(way);
      await ended;
      await expect.poll(() => isAlive(pid)).toBe(false);
      expect(await readdir(temporary)).toEqual([]);
    },
    30_000,
  );

  it("when a cell started a program, in whatever way the kernel ends", async () => {
    const kernel = await startKernel(tslab, { cwd: lessons });
    const startSleep =
      "import { spawn } from 'child_process'; console.log(spawn('sleep', ['100'], { stdio: 'ignore' }).pid)";
    const first = await pidPrintedBy(kernel.execute(startSleep));
    expect(isAlive(first)).toBe(true);
    await kernel.execute("process.kill(process.pid, 'SIGKILL')");
    await expect.poll(() => isAlive(first)).toBe(false);

    await kernel.restart();
    const second = await pidPrintedBy(kernel.execute(startSleep));
    await kernel.dispose();
    await expect.poll(() => isAlive(second)).toBe(false);
  }, 30_000);
});

async function pidPrintedBy(
  execution: ReturnType<Awaited<ReturnType<typeof startKernel>>["execute"]>,
): Promise<number> {
  const [output] = (await execution).outputs;
  return output?.output_type === "stream" ? Number(output.text) : Number.NaN;
}
