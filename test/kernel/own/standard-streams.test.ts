import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./support/kernel.js";
import { RawClient } from "./support/rawClient.js";

const nonBlocking = 0o4000;

/** The flags that a descriptor shares with every process that inherited it. */
function flagsOf(pid: number | undefined, descriptor: number): number {
  const text = readFileSync(`/proc/${pid}/fdinfo/${descriptor}`, "utf8");
  return Number.parseInt(/^flags:\s*(\d+)/m.exec(text)?.[1] ?? "", 8);
}

// The flags of another process's descriptor are told by Linux alone.
describe.skipIf(process.platform !== "linux")("the streams of the program that started it", () => {
  it("stay as they were, so that nothing that program writes there is lost", async () => {
    const client = await RawClient.start(temporaryFolder());
    await client.execute({
      code: 'console.log(1); console.error(2); process.stdout.write("3"); process.emitWarning("4");',
    });
    // Something goes through the worker's own error output, too.
    await client.sendFrames("shell", ["nonsense"]);
    await client.execute({ code: "process.stdout.isTTY; process.stderr.fd" });
    for (const descriptor of [1, 2]) {
      expect(flagsOf(client.kernel.pid, descriptor) & nonBlocking).toBe(0);
    }
    await client.close();
  });
});
