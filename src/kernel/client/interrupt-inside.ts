import { readFile } from "node:fs/promises";

/**
 * Sends SIGINT to the program inside a wrapper, such as bubblewrap, that would die of it itself:
 * to the first descendant that is another program than the wrapper. Linux only.
 *
 * @throws {Error} when there is none, or no /proc
 * @example
 * await startKernel(sandboxed, { cwd, transport: "ipc", interruptProcess: interruptInside });
 */
export async function interruptInside(wrapperPid: number): Promise<void> {
  const wrapper = await programOf(wrapperPid);
  let level = await childrenOf(wrapperPid);
  while (level.length > 0) {
    for (const pid of level) {
      if ((await programOf(pid)) !== wrapper) {
        process.kill(pid, "SIGINT");
        return;
      }
    }
    level = (await Promise.all(level.map(childrenOf))).flat();
  }
  throw new Error(
    `Cannot interrupt inside process ${wrapperPid}: it has no child that is another program`,
  );
}

async function programOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, "utf8")).trim();
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return children.split(" ").filter(Boolean).map(Number);
}
