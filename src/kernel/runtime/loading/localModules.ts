import { closure, isLocal, stampOf } from "./stamps.js";

/**
 * The local files that were loaded, and who imports whom.
 *
 * A module is loaded once and shared. When a file changed, it and all that lead to it get a new
 * address at the next import from a cell, and so are loaded again; the others stay the same.
 */
export class LocalModules {
  readonly #stamps = new Map<string, string>();
  readonly #importers = new Map<string, Set<string>>();
  readonly #generations = new Map<string, number>();

  /** The address under which a file is loaded now. */
  address(url: string, importer: string | undefined): string {
    const plain = plainUrl(url);
    if (!this.#stamps.has(plain)) this.#stamps.set(plain, stampOf(plain));
    if (importer !== undefined && isLocal(importer)) {
      const importers = this.#importers.get(plain) ?? new Set();
      importers.add(plainUrl(importer));
      this.#importers.set(plain, importers);
    }
    const generation = this.#generations.get(plain) ?? 0;
    if (generation === 0) return url;
    const versioned = new URL(url);
    versioned.searchParams.set("v", String(generation));
    return versioned.href;
  }

  /**
   * Looks for changes; called when a cell imports something.
   *
   * @param stale CommonJS modules that are to be loaded again, since a file they require changed
   */
  refresh(stale: readonly string[] = []): void {
    const changed = [...this.#stamps].filter(([url, stamp]) => stampOf(url) !== stamp);
    const known = stale.filter((url) => this.#stamps.has(url));
    const again = closure(
      [...changed.map(([url]) => url), ...known],
      (url) => this.#importers.get(url) ?? [],
    );
    for (const url of again) {
      this.#generations.set(url, (this.#generations.get(url) ?? 0) + 1);
      this.#stamps.set(url, stampOf(url));
    }
  }
}

function plainUrl(url: string): string {
  const plain = new URL(url);
  plain.searchParams.delete("v");
  return plain.href;
}
