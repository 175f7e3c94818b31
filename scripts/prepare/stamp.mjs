import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Every file under `folder` whose name passes, as sorted paths. */
export function filesUnder(folder, accept = () => true) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && accept(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** One digest of the names and bytes of files, and of any further words. */
export function digest(root, files, words = []) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(existsSync(file) ? readFileSync(file) : "absent");
    hash.update("\0");
  }
  for (const word of words) hash.update(`${word}\0`);
  return hash.digest("hex");
}

/** The digest of a text. */
export function digestText(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** What a finished step leaves behind, so that the next start can see that it has nothing to do. */
export class Stamp {
  constructor(root, name) {
    this.path = join(root, ".softgrad", "stamps", `${name}.json`);
  }

  /** The stamp's content, or undefined when the step never finished or the file is damaged. */
  read() {
    try {
      return JSON.parse(readFileSync(this.path, "utf8"));
    } catch {
      return undefined;
    }
  }

  write(content) {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, `${JSON.stringify(content, undefined, 1)}\n`);
  }

  /** Taken away before a step starts: a step that is killed midway leaves no stamp. */
  clear() {
    rmSync(this.path, { force: true });
  }
}
