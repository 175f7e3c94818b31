import type { Limits } from "./types.js";

export interface View {
  /** Paths that the sandbox sees read-only, from → to. */
  readonly readOnly: readonly { readonly from: string; readonly to: string }[];
  /** Links at the top of the system, such as /lib → usr/lib. */
  readonly links: readonly { readonly target: string; readonly path: string }[];
  readonly env: Readonly<Record<string, string>>;
  /** Working folder; in memory, empty and writable like /tmp. */
  readonly work: string;
}

export interface Identity {
  readonly uid: number;
  /**
   * The grader is root, so the process changes to `uid` itself instead of by a user namespace:
   * behind a namespace's uid it would still be root to the limit on processes and to file owners.
   */
  readonly realUid: boolean;
  /** Before Linux 5.14 the limit counts all processes of the user, those outside included. */
  readonly limitProcesses: boolean;
}

/** bubblewrap's command line: no network, a read-only system, nobody's rights, limits. */
export function bubblewrapArguments(
  view: View,
  identity: Identity,
  limits: Limits,
  command: readonly string[],
): string[] {
  return [
    ...(identity.realUid ? rootNamespaces : ["--unshare-all", ...ids(identity.uid)]),
    "--hostname",
    "sandbox",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--cap-drop",
    "ALL",
    ...(identity.realUid ? capabilitiesToChangeUid : []),
    // Made by bubblewrap itself, a parent folder would be open to root alone.
    ...parents(view).flatMap((folder) => ["--perms", "0755", "--dir", folder]),
    ...view.readOnly.flatMap(({ from, to }) => ["--ro-bind", from, to]),
    ...view.links.flatMap(({ target, path }) => ["--symlink", target, path]),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    ...memoryFolder("/dev/shm", 1024 * 1024),
    ...memoryFolder("/tmp", limits.fileBytes),
    ...memoryFolder(view.work, limits.fileBytes),
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    ...Object.entries(view.env).flatMap(([name, value]) => ["--setenv", name, value]),
    "--chdir",
    view.work,
    ...(identity.realUid ? changeUid(identity.uid) : []),
    ...limited(limits, identity.limitProcesses),
    ...command,
  ];
}

function parents({ readOnly, work }: View): string[] {
  const folders = new Set<string>();
  for (const path of [...readOnly.map(({ to }) => to), work]) {
    const parts = path.split("/").slice(1, -1);
    parts.forEach((_, index) => {
      folders.add(`/${parts.slice(0, index + 1).join("/")}`);
    });
  }
  return [...folders];
}

const rootNamespaces = [
  "--unshare-pid",
  "--unshare-net",
  "--unshare-ipc",
  "--unshare-uts",
  "--unshare-cgroup-try",
];

/** Given up again by `changeUid`, before any code that is not ours runs. */
const capabilitiesToChangeUid = ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"].flatMap((name) => [
  "--cap-add",
  name,
]);

function ids(uid: number): string[] {
  return ["--uid", String(uid), "--gid", String(uid)];
}

function changeUid(uid: number): string[] {
  return [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${uid}`,
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
    "--",
  ];
}

function memoryFolder(path: string, bytes: number): string[] {
  return ["--perms", "1777", "--size", String(bytes), "--tmpfs", path];
}

/** RLIMIT_AS is left alone: WebAssembly reserves gigabytes of addresses that it never uses. */
function limited(limits: Limits, limitProcesses: boolean): string[] {
  return [
    "prlimit",
    `--data=${limits.processMemoryBytes}`,
    ...(limitProcesses ? [`--nproc=${limits.processes}`] : []),
    `--nofile=${limits.openFiles}`,
    `--fsize=${limits.fileBytes}`,
    `--cpu=${limits.cpuSeconds}`,
    "--core=0",
    "--",
  ];
}
