import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cleanEnvironment } from "./environment.js";
import { type Places, runnerPath } from "./places.js";
import type { Limits, Sandbox } from "./types.js";

/** A plain process with a folder and an environment of its own: for submissions that are trusted. */
export function noSandbox(places: Places, limits: Limits): Sandbox {
  return {
    name: "none",
    warning:
      "No sandbox: submissions run as you, with your files and your network. Grade only what you trust.",
    async prepare() {
      const folder = await mkdtemp(join(tmpdir(), "softgrad-grade-"));
      const work = join(folder, "work");
      const temporary = join(folder, "tmp");
      await mkdir(work);
      await mkdir(temporary);
      // Packages and types are found from the working folder upwards.
      await symlink(places.nodeModules, join(work, "node_modules"), "junction");
      return {
        command: process.execPath,
        arguments: [runnerPath(places)],
        env: cleanEnvironment(
          { path: `${dirname(process.execPath)}:/usr/bin:/bin`, home: work, temporary },
          limits,
        ),
        cwd: work,
        dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
      };
    },
  };
}
