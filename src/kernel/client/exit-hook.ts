import { onExit } from "signal-exit";

const cleanups = new Set<() => void>();
let installed = false;

/** Runs a synchronous cleanup if this process ends first, by itself or by a signal; returns its undo. */
export function beforeExit(cleanup: () => void): () => void {
  if (!installed) {
    // Installed with the first kernel: importing the client must change nothing in the process.
    onExit(() => {
      for (const run of cleanups) run();
    });
    installed = true;
  }
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}
