import type { Limits } from "./types.js";

/** A path that the sandbox sees read-only. */
export interface Mount {
  /** The file or folder that is seen there; absent: an empty folder, whatever lay there before. */
  readonly from?: string;
  readonly to: string;
}

export interface View {
  /** In order: later ones lie over, or within, those before. */
  readonly readOnly: readonly Mount[];
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
    ...mounts(view),
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
    ...view.readOnly.flatMap(({ from, to }) => (from === undefined ? ["--remount-ro", to] : [])),
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

function mounts({ readOnly, work }: View): string[] {
  const made = new Set<string>();
  const parents = (path: string): string[] => {
    const names = path.split("/").slice(1, -1);
    const folders = names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`);
    const missing = folders.filter((folder) => !made.has(folder));
    for (const folder of missing) made.add(folder);
    // Made by bubblewrap itself, a parent folder would be open to root alone.
    return missing.flatMap((folder) => ["--perms", "0755", "--dir", folder]);
  };
  return [
    ...readOnly.flatMap(({ from, to }) => [
      ...parents(to),
      ...(from === undefined ? ["--perms", "0755", "--tmpfs", to] : ["--ro-bind", from, to]),
    ]),
    ...parents(work),
  ];
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
