import { transformCell } from "../language/index.js";
import type { Completeness, Language } from "../language/types.js";

/** TypeScript without its checker: cells are compiled and run, as Deno's kernel does. */
export function uncheckedLanguage(): Language {
  const deferred: Deferred = new Map();
  return {
    transform(code, cellId) {
      const cell = transformCell(code, cellId, { deferred });
      if (cell.status === "ok") {
        for (const late of cell.deferred) deferred.set(late.local, late);
      }
      return cell;
    },
    check: async () => [],
    accept() {},
    complete: async (_code, cursor) => ({ matches: [], start: cursor, end: cursor, types: [] }),
    inspect: async () => null,
    isComplete,
    reset: () => deferred.clear(),
    dispose: async () => {},
  };
}

type Deferred = Map<
  string,
  Extract<ReturnType<typeof transformCell>, { status: "ok" }>["deferred"][number]
>;

/** A cell that fails at its very end goes on; one that fails before is wrong. */
function isComplete(code: string): Completeness {
  const cell = transformCell(code, 0);
  if (cell.status === "ok") return { status: "complete" };
  const lines = code.trimEnd().split("\n");
  const last = cell.diagnostics.at(-1);
  const atEnd =
    last !== undefined &&
    (/[Uu]nterminated/.test(last.message) ||
      last.start.line > lines.length ||
      (last.start.line === lines.length && last.start.column > (lines.at(-1) ?? "").length));
  if (!atEnd) return { status: "invalid" };
  const opens = (/[{([]\s*$/.exec(lines.at(-1) ?? "") ?? []).length > 0;
  const [indent = ""] = /^\s*/.exec(lines.at(-1) ?? "") ?? [];
  return { status: "incomplete", indent: opens ? `${indent}  ` : indent };
}
