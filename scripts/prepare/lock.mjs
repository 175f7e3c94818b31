import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until no other command prepares this checkout, then keeps others waiting.
 *
 * @param {string} root
 * @param {(line: string) => void} note
 * @returns {Promise<() => void>} what ends it
 */
export async function lock(root, note) {
  const path = join(root, ".softgrad", "lock");
  mkdirSync(join(root, ".softgrad"), { recursive: true });
  let said = false;
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(read(path));
    // A process that was killed leaves its lock behind.
    if (holder ? !isAlive(holder) : !isBeingWritten(path)) rmSync(path, { force: true });
    else {
      if (!said) {
        note(
          `Waiting for another Softgrad command to finish its set-up (process ${holder}; if there is none, delete .softgrad/lock).`,
        );
      }
      said = true;
      await sleep(200);
    }
  }
  const unlock = () => {
    if (read(path) === String(process.pid)) rmSync(path, { force: true });
  };
  process.once("exit", unlock);
  return unlock;
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function isBeingWritten(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < 1000;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
