import { Console } from "node:console";
import type { CellContext } from "./cells.js";
import type { Outlet } from "./outlet.js";

/** Sends what the process writes to its standard streams to the cell that writes it. */
export function captureOutput(outlet: Outlet, cells: CellContext): void {
  for (const name of ["stdout", "stderr"] as const) {
    const write = (
      chunk: Uint8Array | string,
      encoding?: BufferEncoding | WriteDone,
      done?: WriteDone,
    ): boolean => {
      const bytes =
        typeof chunk === "string"
          ? Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8")
          : chunk;
      outlet.write(name, cells.current, bytes);
      const called = typeof encoding === "function" ? encoding : done;
      if (called !== undefined) process.nextTick(called);
      return true;
    };
    process[name].write = write;
  }
  // Not the global console: with an inspector open it keeps every object that was logged.
  globalThis.console = new Console({
    stdout: process.stdout,
    stderr: process.stderr,
    colorMode: false,
  });
}

type WriteDone = (error?: Error | null) => void;
