import { devNull } from "node:os";
import type { Limits } from "./types.js";

/** Everything a kernel sees of the environment: nothing of the grader's own. */
export function cleanEnvironment(
  folder: {
    readonly path: string;
    readonly home: string;
    readonly temporary: string;
  },
  limits: Limits,
): Record<string, string> {
  return {
    PATH: folder.path,
    HOME: folder.home,
    TMPDIR: folder.temporary,
    LANG: "C.UTF-8",
    TZ: "UTC",
    NO_COLOR: "1",
    // Nobody looks at what was executed in here, and it would take of the room for files.
    SOFTGRAD_KERNEL_HISTORY: devNull,
    NODE_OPTIONS: `--max-old-space-size=${limits.heapMegabytes}`,
  };
}
