import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

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

  static isLocal(url: string): boolean {
    return url.startsWith("file:") && !url.includes("/node_modules/");
  }

  /** The address under which a file is loaded now. */
  address(url: string, importer: string | undefined): string {
    const plain = plainUrl(url);
    if (!this.#stamps.has(plain)) this.#stamps.set(plain, stampOf(plain));
    if (importer !== undefined && LocalModules.isLocal(importer)) {
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

  /** Looks for changes; called when a cell imports something. */
  refresh(): void {
    const changed = [...this.#stamps].filter(([url, stamp]) => stampOf(url) !== stamp);
    const stale = new Set<string>();
    const visit = (url: string) => {
      if (stale.has(url)) return;
      stale.add(url);
      for (const importer of this.#importers.get(url) ?? []) visit(importer);
    };
    for (const [url] of changed) visit(url);
    for (const url of stale) {
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

function stampOf(url: string): string {
  try {
    const { mtimeMs, size } = statSync(fileURLToPath(url.replace(/[?#].*$/, "")));
    return `${mtimeMs}:${size}`;
  } catch {
    return "missing";
  }
}
