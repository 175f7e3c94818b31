import { realpathSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { release, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  bubblewrapArguments,
  type Identity,
  type Mount,
  type View,
} from "./bubblewrapArguments.js";
import { cleanEnvironment } from "./environment.js";
import { packageView } from "./packageView.js";
import type { Places } from "./places.js";
import { systemView } from "./systemView.js";
import type { Limits, Sandbox } from "./types.js";

/** Where the course lies within the sandbox, whatever its path outside. */
const course = "/course";
const work = `${course}/work`;

/** Above every range that distributions and container engines give out. */
const firstOwnUid = 1_880_000_000;
let uidsGiven = 0;

/**
 * bubblewrap: namespaces for processes, network and mounts. Inside are the system's programs, node,
 * the dependencies and what our package runs there, all read-only, and a small folder in memory. Not
 * inside: homes, other submissions, results, the lessons with their solutions and references.
 */
export function bubblewrapSandbox(places: Places, limits: Limits): Sandbox {
  return {
    name: "bubblewrap",
    async prepare() {
      const identity = newIdentity();
      const folder = await mkdtemp(join(tmpdir(), "softgrad-sandbox-"));
      const passwd = join(folder, "passwd");
      const hosts = join(folder, "hosts");
      await writeFile(passwd, `student:x:${identity.uid}:${identity.uid}::${work}:/bin/false\n`);
      await writeFile(hosts, "127.0.0.1 localhost sandbox\n");
      const node = realpathSync(process.execPath);
      const view: View = {
        ...systemView(node, places.package),
        env: cleanEnvironment(
          { path: `${dirname(node)}:/usr/bin:/bin`, home: work, temporary: "/tmp" },
          limits,
        ),
        work,
      };
      const files = [
        { from: passwd, to: "/etc/passwd" },
        { from: hosts, to: "/etc/hosts" },
        ...courseView(places),
      ];
      return {
        command: "bwrap",
        arguments: bubblewrapArguments(
          { ...view, readOnly: [...view.readOnly, ...files] },
          identity,
          limits,
          [node, runnerWithin(places)],
        ),
        env: { PATH: process.env.PATH ?? "/usr/bin:/bin" },
        cwd: folder,
        dispose: () => rm(folder, { recursive: true, force: true }),
      };
    },
  };
}

function newIdentity(): Identity {
  const realUid = process.getuid?.() === 0;
  const [major = 0, minor = 0] = release().split(".").map(Number);
  const countsPerNamespace = major > 5 || (major === 5 && minor >= 14);
  return {
    // An own one each, so that one submission's processes do not count for the next.
    uid: realUid ? firstOwnUid + (uidsGiven++ % 65536) : 65534,
    realUid,
    limitProcesses: realUid || countsPerNamespace,
  };
}

/** The dependencies, and our package beside them or, where it is installed, in its place among them. */
function courseView(places: Places): Mount[] {
  const modules = { from: places.nodeModules, to: `${course}/node_modules` };
  const own = packageWithin(places);
  const emptied = places.installed ? [{ to: own }] : [];
  return [modules, ...emptied, ...packageView(places.package, own)];
}

function packageWithin(places: Places): string {
  return places.installed ? `${course}/node_modules/softgrad` : course;
}

function runnerWithin(places: Places): string {
  return `${packageWithin(places)}/dist/grading/sandbox/runner.js`;
}
