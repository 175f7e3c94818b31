import { execFileSync } from "node:child_process";

/** Resident megabytes of a process and all that it started; pages they share count for each. */
export function memoryOf(pid) {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const [child, parent] of processes) if (family.has(parent)) family.add(child);
  }
  const kilobytes = processes.map(([member, , resident]) => (family.has(member) ? resident : 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
