import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { JsonObject } from "./wire.js";

export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly input: string;
}

type Reply = [number, number, string | [string, null]][];

const most = 10_000;

/**
 * What was executed, in this sitting and in earlier ones, kept in a file of JSON lines.
 *
 * Several kernels may write to the file at once: each adds whole lines at its end. A file that
 * cannot be read or written costs the history of earlier sittings, nothing else.
 */
export class History {
  readonly #file: string;
  readonly #own: HistoryEntry[] = [];
  #earlier: Promise<readonly HistoryEntry[]> | undefined;
  #session: Promise<number> | undefined;
  #folder: Promise<unknown> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  add(line: number, input: string): void {
    this.#writing = this.#writing.then(async () => {
      const session = await this.#sessionNumber();
      const entry = { session, line, input };
      this.#own.push(entry);
      if (this.#own.length > most) this.#own.shift();
      try {
        this.#folder ??= mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
        await this.#folder;
        await appendFile(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      } catch {
        // A read-only home: the history lives as long as the kernel.
      }
    });
  }

  /** The entries that a history_request asks for, as its reply holds them. */
  async answer(request: JsonObject): Promise<Reply> {
    await this.#writing;
    const session = await this.#sessionNumber();
    const all = [...(await this.#read()), ...this.#own];
    const chosen = choose(all, request, session);
    return chosen.map(({ session, line, input }) => [
      session,
      line,
      request.output === true ? [input, null] : input,
    ]);
  }

  /** Resolves when all is written. */
  flushed(): Promise<void> {
    return this.#writing;
  }

  #sessionNumber(): Promise<number> {
    this.#session ??= this.#read().then((entries) =>
      entries.reduce((largest, { session }) => Math.max(largest, session + 1), 1),
    );
    return this.#session;
  }

  #read(): Promise<readonly HistoryEntry[]> {
    this.#earlier ??= readEntries(this.#file);
    return this.#earlier;
  }
}

async function readEntries(file: string): Promise<readonly HistoryEntry[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const entries = text.split("\n").flatMap((line) => parseEntry(line) ?? []);
  if (entries.length <= 2 * most) return entries;
  const kept = entries.slice(-most);
  try {
    const renewed = `${file}.${process.pid}`;
    await writeFile(renewed, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(""), {
      mode: 0o600,
    });
    await rename(renewed, file);
  } catch {
    // The file stays as long as it is.
  }
  return kept;
}

function parseEntry(line: string): HistoryEntry | undefined {
  try {
    const { session, line: number, input } = JSON.parse(line) as Partial<HistoryEntry>;
    return typeof session === "number" && typeof number === "number" && typeof input === "string"
      ? { session, line: number, input }
      : undefined;
  } catch {
    return undefined;
  }
}

function choose(all: readonly HistoryEntry[], request: JsonObject, session: number) {
  const count = typeof request.n === "number" ? request.n : undefined;
  switch (request.hist_access_type) {
    case "range": {
      const asked = Number(request.session ?? 0);
      const wanted = asked > 0 ? asked : session + asked;
      const start = Number(request.start ?? 0);
      const stop = typeof request.stop === "number" ? request.stop : Number.POSITIVE_INFINITY;
      return all.filter(
        (entry) => entry.session === wanted && entry.line >= start && entry.line < stop,
      );
    }
    case "search": {
      const pattern = globPattern(typeof request.pattern === "string" ? request.pattern : "*");
      const found = all.filter(({ input }) => pattern.test(input));
      const kept = request.unique === true ? newestOfEach(found) : found;
      return count === undefined ? kept : lastOf(kept, count);
    }
    default:
      return lastOf(all, count ?? most);
  }
}

function lastOf<T>(items: readonly T[], count: number): readonly T[] {
  return count <= 0 ? [] : items.slice(-count);
}

function newestOfEach(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const newest = new Map<string, HistoryEntry>();
  for (const entry of entries) {
    newest.delete(entry.input);
    newest.set(entry.input, entry);
  }
  return [...newest.values()];
}

/** SQLite's GLOB, as IPython has it: `*` and `?` stand for anything. */
function globPattern(glob: string): RegExp {
  const escaped = glob.replaceAll(/[\\^$.|+(){}[\]]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}
