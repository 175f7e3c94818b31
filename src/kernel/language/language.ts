import { Checker } from "./check/checker.js";
import { CompilerFailure } from "./check/compiler.js";
import { complete } from "./check/complete.js";
import { inspect } from "./check/inspect.js";
import { projectOptions } from "./check/options.js";
import { projectProblems } from "./check/projectProblems.js";
import { isComplete } from "./isComplete.js";
import { scopeNames } from "./runtimeContract.js";
import type { DeferredImport } from "./transform/imports.js";
import { type Transformed, transformCell } from "./transform/transformCell.js";
import type { Language, LanguageOptions } from "./types.js";

/** The answer of a kernel whose compiler does not work, which its checks tell of. */
const withoutCompiler =
  <Empty>(empty: Empty) =>
  (error: unknown): Empty => {
    if (error instanceof CompilerFailure) return empty;
    throw error;
  };

/** Starts what the kernel knows of TypeScript; the checker warms up beside. */
export function createLanguage({ cwd }: LanguageOptions): Language {
  const options = projectOptions(cwd);
  const checker = new Checker(cwd, options);
  const deferred = new Map<string, DeferredImport>();
  const globals = new Set([...Object.getOwnPropertyNames(globalThis), ...scopeNames]);
  const shadowed = new Set<string>();
  /** The newest transformed cell, until it is accepted. */
  let pending: { readonly code: string; readonly cell: Transformed } | undefined;
  // What goes wrong is told by the first check that needs the checker.
  checker.warmUp().catch(() => {});

  return {
    transform(code, cellId) {
      const cell = transformCell(code, cellId, { emit: options.emit, deferred, globals, shadowed });
      pending = cell.status === "ok" ? { code, cell } : undefined;
      return cell;
    },
    check: (code) => checker.check(code),
    accept(code, label) {
      checker.accept(code, label);
      if (pending?.code !== code) return;
      for (const name of pending.cell.declared) deferred.delete(name);
      for (const later of pending.cell.deferred) deferred.set(later.local, later);
      for (const name of pending.cell.shadowed) shadowed.add(name);
      pending = undefined;
    },
    finished: () => checker.finished(),
    projectProblems: () => projectProblems(checker, options.project),
    complete: (code, cursor) =>
      complete(checker, code, cursor).catch(
        withoutCompiler({ matches: [], start: cursor, end: cursor, types: [] }),
      ),
    inspect: (code, cursor) => inspect(checker, code, cursor).catch(withoutCompiler(null)),
    isComplete,
    reset() {
      deferred.clear();
      shadowed.clear();
      pending = undefined;
      checker.reset();
    },
    dispose: () => checker.dispose(),
  };
}
