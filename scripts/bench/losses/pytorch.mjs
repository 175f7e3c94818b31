// PyTorch's times of the same losses, where a Python with torch is at hand.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `{ version, times: { loss: { layout: ms } } }`, or `{ missing }`, which says why there are none. */
export function torchTimes(shape, rounds) {
  const script = fileURLToPath(new URL("pytorch.py", import.meta.url));
  const { error, status, stdout, stderr } = spawnSync("python3", [script], {
    input: JSON.stringify({ shape, rounds }),
    encoding: "utf8",
  });
  if (error) return { missing: `PyTorch is left out: python3 does not start (${error.code})` };
  if (status !== 0) {
    const last = stderr.trim().split("\n").at(-1);
    return { missing: `PyTorch is left out: python3 says ${last}` };
  }
  return JSON.parse(stdout);
}
