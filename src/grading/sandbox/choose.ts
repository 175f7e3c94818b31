import { execa } from "execa";
import { bubblewrapSandbox } from "./bubblewrap.js";
import { noSandbox } from "./none.js";
import { isBuilt, type Places } from "./places.js";
import type { Limits, Sandbox } from "./types.js";

export type Choice =
  | { readonly status: "chosen"; readonly sandbox: Sandbox }
  | { readonly status: "failed"; readonly message: string };

export const sandboxChoices = ["auto", "bubblewrap", "none"] as const;
export type SandboxChoice = (typeof sandboxChoices)[number];

/** The sandbox that was asked for, if it works here; "auto" never means none. */
export async function chooseSandbox(
  wanted: SandboxChoice,
  places: Places,
  limits: Limits,
): Promise<Choice> {
  if (!isBuilt(places)) {
    return failed("softgrad is not built: run npm run build first");
  }
  if (wanted === "none") return { status: "chosen", sandbox: noSandbox(places, limits) };
  const sandbox = bubblewrapSandbox(places, limits);
  const problem = await tryOut(sandbox);
  return problem === undefined ? { status: "chosen", sandbox } : failed(problem);
}

const orNone = "or say --sandbox none to run them unprotected, as you";

/** A sandbox works if it really runs; what its version or the system says is not asked. */
async function tryOut(sandbox: Sandbox): Promise<string | undefined> {
  if (process.platform !== "linux") {
    return `bubblewrap, the sandbox for submissions, is for Linux: grade in a Linux container or machine, ${orNone}`;
  }
  const place = await sandbox.prepare();
  try {
    const run = await execa(place.command, [...place.arguments, "--self-test"], {
      env: place.env,
      extendEnv: false,
      cwd: place.cwd,
      reject: false,
      stdin: "ignore",
      timeout: 30_000,
    });
    if (run.exitCode === 0 && run.stdout.trim() === "ready") return undefined;
    if (run.code === "ENOENT") {
      return `bubblewrap, the sandbox for submissions, is not installed: install it (apt install bubblewrap, dnf install bubblewrap), ${orNone}`;
    }
    const said = run.stderr.trim().split("\n").at(-1) || run.shortMessage || "it said nothing";
    return `bubblewrap, the sandbox for submissions, does not work here (${said}): allow unprivileged user namespaces for bwrap, ${orNone}`;
  } finally {
    await place.dispose();
  }
}

function failed(message: string): Choice {
  return { status: "failed", message };
}
