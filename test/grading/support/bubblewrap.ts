import { execFileSync } from "node:child_process";

/** Does this machine let bubblewrap make a sandbox? Tests that need one are skipped by name. */
export const bubblewrapWorks = works();

function works(): boolean {
  try {
    execFileSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("SKIPPED: tests that need bubblewrap, which does not work on this machine");
    return false;
  }
}
