import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { namedAssignment, studentOf } from "./fileNames.js";
import { oneLine, type Refusal } from "./refusal.js";
import { byCodePoint } from "./safeNames.js";

/** One notebook somebody handed in, not opened yet. */
export interface Found {
  readonly student: string;
  readonly path: string;
  /** Path below the folder of submissions, with forward slashes. */
  readonly file: string;
  /** The assignment that the file's or its folder's name tells. */
  readonly named?: string;
  /** Known before the file is opened: there is none, or its folder is a link. */
  readonly refusal?: Refusal;
}

export type Search =
  | {
      readonly status: "found";
      readonly submissions: readonly Found[];
      /** Files that are no notebooks, by their path below the folder. */
      readonly ignored: readonly string[];
    }
  | { readonly status: "failed"; readonly message: string };

/**
 * Finds what was handed in: `<student>.ipynb`, `<student>/<assignment>.ipynb`, nbgrader's
 * `<student>/<assignment>/<assignment>.ipynb`, with or without `submitted/` above, or one file.
 */
export async function findSubmissions(
  path: string,
  assignments: readonly string[],
  /** A folder that is passed over: where the results go. */
  except?: string,
): Promise<Search> {
  const shown = oneLine(path);
  const kind = await kindOf(path);
  if (kind === "missing") {
    return failed(`Cannot grade ${shown}: no such folder; name the folder of submissions`);
  }
  if (kind === "file") {
    if (!isNotebookName(path)) {
      return failed(`Cannot grade ${shown}: it is no folder and no .ipynb file`);
    }
    const search = new Walk(dirname(path), assignments);
    search.notebook(path, undefined);
    return { status: "found", submissions: search.found, ignored: [] };
  }

  const walk = new Walk(await submittedFolder(path), assignments, except);
  try {
    await walk.class();
  } catch (error) {
    return failed(`Cannot grade ${shown}: the folder cannot be read (${oneLine(String(error))})`);
  }
  if (walk.found.every((each) => each.refusal?.code === "noNotebook")) {
    return failed(
      `Cannot grade ${shown}: there is no .ipynb file in it; expected <student>.ipynb, <student>/<assignment>.ipynb or submitted/<student>/<assignment>/<assignment>.ipynb`,
    );
  }
  walk.found.sort((a, b) => byCodePoint(a.student, b.student) || byCodePoint(a.file, b.file));
  return { status: "found", submissions: walk.found, ignored: walk.ignored.sort(byCodePoint) };
}

class Walk {
  readonly found: Found[] = [];
  readonly ignored: string[] = [];

  constructor(
    private readonly root: string,
    private readonly assignments: readonly string[],
    private readonly except?: string,
  ) {}

  async class(): Promise<void> {
    for (const entry of await entriesOf(this.root)) {
      const path = join(this.root, entry.name);
      if (resolve(path) === this.except) continue;
      if (isNotebookName(entry.name)) this.notebook(path, undefined);
      else if (entry.isDirectory()) await this.student(path);
      else if (entry.isSymbolicLink() && (await kindOf(path)) === "folder") this.linkedFolder(path);
      else this.ignored.push(this.below(path));
    }
  }

  notebook(path: string, student: string | undefined): void {
    const file = this.below(path);
    const stem = basename(path).slice(0, -".ipynb".length);
    const folder = student === undefined ? undefined : basename(dirname(path));
    const named =
      namedAssignment(stem, this.assignments) ??
      (folder === undefined || folder === student
        ? undefined
        : namedAssignment(folder, this.assignments));
    this.found.push({
      student: student ?? studentOf(stem, this.assignments),
      path,
      file,
      ...(named === undefined ? {} : { named }),
    });
  }

  private async student(path: string): Promise<void> {
    const student = basename(path);
    const before = this.found.length;
    try {
      await this.folder(path, student, 2);
    } catch (error) {
      this.refuse(path, "unreadable", `the folder cannot be read (${oneLine(String(error))})`);
      return;
    }
    if (this.found.length === before) {
      this.refuse(path, "noNotebook", "there is no .ipynb file in the folder; ask for it");
    }
  }

  private async folder(path: string, student: string, depth: number): Promise<void> {
    for (const entry of await entriesOf(path)) {
      const inner = join(path, entry.name);
      if (isNotebookName(entry.name)) this.notebook(inner, student);
      else if (entry.isDirectory() && depth > 1) await this.folder(inner, student, depth - 1);
      else this.ignored.push(this.below(inner));
    }
  }

  /** A link could lead to a classmate's work, so nothing behind it is looked at. */
  private linkedFolder(path: string): void {
    this.refuse(
      path,
      "symlink",
      "it is a symbolic link, which could point at anything; put the folder itself there",
    );
  }

  private refuse(path: string, code: Refusal["code"], state: string): void {
    const file = this.below(path);
    const refusal = { code, message: `Cannot grade ${oneLine(file, 80)}: ${state}` };
    this.found.push({ student: basename(path), path, file, refusal });
  }

  private below(path: string): string {
    return relative(this.root, path).split(sep).join("/");
  }
}

function failed(message: string): Search {
  return { status: "failed", message };
}

/** nbgrader keeps what was handed in below `submitted/`; a course folder may be given as it is. */
async function submittedFolder(path: string): Promise<string> {
  const submitted = join(path, "submitted");
  return (await kindOf(submitted)) === "folder" ? submitted : path;
}

async function kindOf(path: string): Promise<"folder" | "file" | "missing"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return "missing";
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(({ name }) => !name.startsWith(".") && name !== "__MACOSX");
}

function isNotebookName(name: string): boolean {
  return name.toLowerCase().endsWith(".ipynb");
}
