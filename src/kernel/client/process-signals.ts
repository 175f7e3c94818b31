/** How a signal reaches a kernel and all that it started, by operating system. */
export type SignalWay =
  /** To the process group that the kernel leads. */
  | { readonly kind: "group"; readonly pid: number; readonly signal: NodeJS.Signals }
  /** To the kernel alone. */
  | { readonly kind: "child"; readonly signal: NodeJS.Signals }
  /** By a program that ends a tree of processes. */
  | { readonly kind: "command"; readonly argv: readonly [string, ...string[]] };

/**
 * Windows has no process groups that a signal could go to, and ends a process at every signal: there a
 * tree is ended by taskkill, and a kernel is interrupted by message.
 */
export function signalWay(
  platform: NodeJS.Platform,
  pid: number,
  signal: NodeJS.Signals,
): SignalWay {
  if (platform !== "win32") return { kind: "group", pid: -pid, signal };
  if (signal !== "SIGKILL") return { kind: "child", signal };
  return { kind: "command", argv: ["taskkill", "/pid", String(pid), "/T", "/F"] };
}

/**
 * A group of its own: Ctrl+C in the terminal must not stop a kernel, and its children end with it. On
 * Windows such a process would get a console window instead.
 */
export function groupOptions(platform: NodeJS.Platform): {
  readonly detached: boolean;
  readonly windowsHide: true;
} {
  return { detached: platform !== "win32", windowsHide: true };
}
