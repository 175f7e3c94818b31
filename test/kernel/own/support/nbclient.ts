import { join } from "node:path";
import { execa } from "execa";
import { beforeAll } from "vitest";
import { jupyterEnvironment, python } from "./jupyter.js";
import { temporaryFolder } from "./kernel.js";

export interface Cell {
  readonly source: string;
  readonly type?: "markdown";
  readonly metadata?: { readonly tags: readonly string[] };
}

/** What nbclient made of a notebook. */
export interface Executed {
  readonly failure: { readonly name: string; readonly message: string } | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly {
    readonly outputs: readonly Readonly<Record<string, unknown>>[];
    readonly count: number | null;
    readonly metadata: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * Collects notebooks and executes all of them before the tests with nbclient, in one Python: to
 * load it takes longer than most of them.
 */
export function useNbclient() {
  const folder = temporaryFolder();
  const cases: Record<string, object> = {};
  let executed: Record<string, Executed> = {};
  beforeAll(async () => {
    const { stdout } = await execa(python, [join(import.meta.dirname, "..", "run-notebooks.py")], {
      cwd: folder,
      input: JSON.stringify(cases),
      env: await jupyterEnvironment(folder),
    });
    executed = JSON.parse(stdout) as Record<string, Executed>;
  }, 600_000);
  return (cells: readonly (Cell | string)[], options: object = {}): (() => Executed) => {
    const name = String(Object.keys(cases).length);
    cases[name] = {
      cells: cells.map((cell) => (typeof cell === "string" ? { source: cell } : cell)),
      options,
    };
    return () => {
      const found = executed[name];
      if (found === undefined) throw new Error("Cannot read a notebook: nbclient has not run");
      return found;
    };
  };
}
