import { statSync } from "node:fs";
import { join } from "node:path";
import { jupyterDeclaration, tslabDeclaration } from "../../display/index.js";
import { commsDeclaration, inputDeclaration } from "../../runtime/declaration.js";
import { narrowingDeclaration } from "./cellModule.js";
import { type Compiler, CompilerFailure, type ReadFile, startCompiler } from "./compiler.js";
import { moduleText } from "./moduleText.js";
import { samenessDeclaration } from "./written.js";

export interface Snapshot {
  readonly snapshot: number;
  readonly projects: readonly { readonly id: string }[];
}

/** One question to the compiler about one state of the program. */
export type Ask = <Result>(
  method: string,
  params: Readonly<Record<string, unknown>>,
) => Promise<Result>;

type Update =
  | { readonly openProjects: readonly string[] }
  | {
      readonly fileChanges:
        | { readonly invalidateAll: true }
        | { readonly changed: readonly string[] };
    };

/**
 * The compiler takes one changed file into the old program in a millisecond, but builds a new one
 * for two at once.
 */
const fewChanges = 4;

/** How long a question may take: a compiler that hangs must not hold up the notebook for ever. */
const patience = 60_000;

/** Local modules that cells import may be edited while the notebook is open. */
const editable = (path: string): boolean => !/[\\/]node_modules[\\/]/.test(path);

const modified = (path: string): number | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  } catch {
    return undefined;
  }
};

/** Ended by us, so that asking another one the same would only take as long. */
class LateCompiler extends CompilerFailure {
  constructor(limit: number) {
    super(`TypeScript's compiler gave no answer within ${limit / 1000} s and was ended`);
  }
}

/**
 * A program of virtual files in the notebook's folder, held by a compiler's process that is started
 * anew should it end.
 */
export class Program {
  readonly #cwd: string;
  readonly #addsEndings: boolean;
  readonly #config: string;
  readonly #declarations: string;
  readonly #files = new Map<string, string>();
  readonly #read = new Map<string, number | undefined>();
  readonly #changed = new Set<string>();
  readonly #patience: number;
  #start: (cwd: string, readFile: ReadFile) => Compiler;
  #compiler: Compiler | undefined;
  #state: Snapshot | undefined;
  #everything = false;
  #last: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor(
    cwd: string,
    start: typeof startCompiler = startCompiler,
    addsEndings = true,
    limit = patience,
  ) {
    this.#cwd = cwd;
    this.#addsEndings = addsEndings;
    this.#start = start;
    this.#patience = limit;
    this.#config = join(cwd, ".softgrad-tsconfig.json");
    this.#declarations = join(cwd, ".softgrad-globals.d.ts");
    const declarations = [
      tslabDeclaration,
      jupyterDeclaration,
      inputDeclaration,
      commsDeclaration,
      narrowingDeclaration,
      samenessDeclaration,
    ];
    this.#files.set(this.#declarations, declarations.join("\n"));
  }

  configure(config: Readonly<Record<string, unknown>>, files: readonly string[]): void {
    this.write(this.#config, JSON.stringify({ ...config, files: [this.#declarations, ...files] }));
  }

  write(path: string, text: string): void {
    if (this.#files.get(path) === text) return;
    this.#files.set(path, text);
    this.#changed.add(path);
  }

  remove(path: string): void {
    this.#files.delete(path);
    this.#changed.add(path);
  }

  /** A module was not found: look for every file anew before the next question. */
  lookAgain(): void {
    this.#everything = true;
  }

  /**
   * Asks about the newest state, one question after another. `prepare` writes what the question is
   * about when its turn has come. A compiler that ended is replaced once.
   */
  ask<Subject, Result>(
    prepare: () => Subject,
    question: (ask: Ask, subject: Subject) => Promise<Result>,
  ): Promise<Result> {
    const answer = this.#last.then(async () => {
      const subject = prepare();
      const attempt = async () => question(await this.#current(), subject);
      try {
        return await this.#patiently(attempt);
      } catch (error) {
        const ended = this.#compiler === undefined && !(error instanceof LateCompiler);
        if (this.#disposed || !ended) throw error;
        return this.#patiently(attempt);
      }
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** Has the compiler take in what was written, before there is a question. */
  takeIn(): Promise<void> {
    return this.ask(
      () => {},
      async () => {},
    );
  }

  async #patiently<Result>(attempt: () => Promise<Result>): Promise<Result> {
    let late: LateCompiler | undefined;
    const timer = setTimeout(() => {
      late = new LateCompiler(this.#patience);
      this.#compiler?.kill();
    }, this.#patience);
    try {
      return await attempt();
    } catch (error) {
      throw late ?? error;
    } finally {
      clearTimeout(timer);
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const compiler = this.#compiler;
    compiler?.kill();
    await compiler?.ended;
  }

  async #current(): Promise<Ask> {
    if (this.#disposed) throw new CompilerFailure("the checker was disposed of");
    const compiler = this.#compiler ?? (await this.#open());
    for (const update of this.#updates()) await this.#move(compiler, update);
    const state = this.#state;
    if (!state) throw new CompilerFailure("TypeScript's compiler opened no program");
    const [project] = state.projects;
    return (method, params) =>
      compiler.request(method, { snapshot: state.snapshot, project: project?.id, ...params });
  }

  async #open(): Promise<Compiler> {
    const compiler = this.#start(this.#cwd, (path) => {
      const text = this.#files.get(path);
      if (text === undefined && editable(path)) this.#watch(path);
      return moduleText(path, text, { cwd: this.#cwd, addsEndings: this.#addsEndings });
    });
    this.#compiler = compiler;
    this.#state = undefined;
    compiler.ended.then(() => {
      if (this.#compiler === compiler) this.#compiler = undefined;
    });
    await compiler.request("initialize", null);
    return compiler;
  }

  /** Of the many places where a module might be, those count where one is. */
  #watch(path: string): void {
    const time = modified(path);
    if (time !== undefined) this.#read.set(path, time);
  }

  async #move(compiler: Compiler, update: Update): Promise<void> {
    const old = this.#state;
    this.#state = await compiler.request<Snapshot>("updateSnapshot", update);
    // Nothing waits for it, and a compiler that ends meanwhile is told of elsewhere.
    if (old) compiler.request("release", { snapshot: old.snapshot }).catch(() => {});
  }

  #updates(): readonly Update[] {
    const edited = [...this.#read].filter(([path, time]) => modified(path) !== time);
    for (const [path] of edited) this.#read.set(path, modified(path));
    const changed = [...this.#changed, ...edited.map(([path]) => path)];
    const everything = this.#everything;
    this.#changed.clear();
    this.#everything = false;
    if (!this.#state) return [{ openProjects: [this.#config] }];
    if (everything) return [{ fileChanges: { invalidateAll: true } }];
    if (changed.length > fewChanges) return [{ fileChanges: { changed } }];
    return changed.map((path) => ({ fileChanges: { changed: [path] } }));
  }
}
