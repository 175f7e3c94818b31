import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { closure, isLocal, stampOf } from "./stamps.js";

/**
 * The local CommonJS modules that Node keeps, by their paths, for `require` and `import` alike.
 *
 * When a file changed, it and all that lead to it are taken out, so that they are loaded again.
 */
export class CommonJsModules {
  readonly #cache = createRequire(import.meta.url).cache;
  readonly #stamps = new Map<string, string>();
  #interrupted = false;

  /** A thread that is terminated leaves modules half run in the cache, which Node would hand out as whole. */
  interrupted(): void {
    this.#interrupted = true;
  }

  /** Remembers how the files looked that have been loaded. */
  note(): void {
    for (const path of Object.keys(this.#cache)) {
      const url = pathToFileURL(path).href;
      if (isLocal(url) && !this.#stamps.has(path)) this.#stamps.set(path, stampOf(url));
    }
  }

  /** Forgets modules whose files changed, or that were not run to their end; their URLs. */
  refresh(): string[] {
    this.note();
    const edited = [...this.#stamps]
      .filter(([path, stamp]) => stampOf(pathToFileURL(path).href) !== stamp)
      .map(([path]) => path);
    const changed = [...edited, ...this.#takeHalfRun()];
    if (changed.length === 0) return [];
    const requirers = new Map<string, string[]>();
    for (const [path, module] of Object.entries(this.#cache)) {
      for (const { filename } of module?.children ?? []) {
        requirers.set(filename, [...(requirers.get(filename) ?? []), path]);
      }
    }
    const stale = closure(changed, (path) => requirers.get(path) ?? []);
    for (const path of stale) {
      delete this.#cache[path];
      this.#stamps.delete(path);
    }
    return [...stale].map((path) => pathToFileURL(path).href);
  }

  #takeHalfRun(): readonly string[] {
    if (!this.#interrupted) return [];
    this.#interrupted = false;
    return Object.entries(this.#cache).flatMap(([path, module]) => (module?.loaded ? [] : [path]));
  }
}
