import { join } from "node:path";
import { positionsIn } from "../positions.js";
import type { Diagnostic } from "../types.js";
import {
  type CellModule,
  cellModule,
  type Earlier,
  emptyCell,
  hubModule,
  hubSpecifier,
  narrowedNames,
  type Scope,
  type Shown,
  type View,
} from "./cellModule.js";
import { startCompiler } from "./compiler.js";
import {
  type ApiDiagnostic,
  type CellText,
  cellDiagnostics,
  type EarlierCell,
  syntaxErrors,
} from "./diagnostics.js";
import { type CellNames, cellNames } from "./names.js";
import type { ProjectOptions } from "./options.js";
import { type Ask, Program } from "./program.js";
import { provenTypes, writeTypes, writtenName } from "./written.js";

/** Modules made ready at a time: a new file in the program costs more than a changed one. */
const ahead = 32;

/** Through how many cells types are inferred before they are written out. */
const deep = 8;

/** What is declared once and for all, whatever the cell uses. */
const inferred = new Set(["constant", "variable", "function", "class"]);

/** `// @ts-nocheck` counts in the comments before the first statement, as in TypeScript. */
const optsOut = (code: string): boolean =>
  /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*?\/\/\/?\s*@ts-nocheck\b/.test(code);

/** Module not found, under its several codes. */
const notFound = new Set([2307, 2792, 2875, 2882, 7016]);

/** Cannot find a name, as a value, type or namespace. */
const unknownName = new Set([2304, 2503, 2552, 2749, 2833]);

const nothing: Shown = new Map();

interface Placed extends CellText, CellModule {}

/** A cell placed in the program, with the way to ask about it. */
export interface PlacedCell extends CellText {
  readonly ask: Ask;
}

/** Checks each cell against all that were accepted before it. */
export class Checker {
  readonly #cwd: string;
  readonly #program: Program;
  readonly #hub: string;
  /** The module of each cell, and of some to come. */
  readonly #paths: string[] = [];
  /** What each accepted cell shows to later ones. */
  readonly #shown: Shown[] = [];
  /** The accepted cells by their modules. */
  readonly #earlier = new Map<string, EarlierCell>();
  #scope: Map<string, Earlier> = new Map();
  #newest: { readonly code: string; readonly names: CellNames } | undefined;
  /** What the newest accepted cell will have narrowed, if it runs to its end. */
  #narrowed: readonly string[] = [];

  constructor(
    cwd: string,
    options: ProjectOptions,
    program = new Program(cwd, startCompiler, options.addsEndings),
  ) {
    this.#cwd = cwd;
    this.#program = program;
    this.#hub = join(cwd, hubSpecifier.replace(/mjs$/, "mts"));
    program.configure(options.config, [this.#hub]);
    this.#reserve();
  }

  /** Every name that accepted cells declared. */
  get scope(): Scope {
    return this.#scope;
  }

  /** Has the compiler read what every cell needs, before there is one. */
  async warmUp(): Promise<void> {
    // Reads the libraries while this thread loads what it needs itself.
    await this.#program.takeIn();
    await this.check("const warm: Promise<string> = Promise.resolve(process.version); warm;");
  }

  async check(code: string): Promise<readonly Diagnostic[]> {
    if (optsOut(code)) return [];
    const found = await this.#diagnose(code, "mentioned");
    // With every name in view the compiler can tell which one was meant.
    return found.some((diagnostic) => unknownName.has(diagnostic.code)) && this.#scope.size > 0
      ? this.#diagnose(code, "all")
      : found;
  }

  #diagnose(code: string, view: View): Promise<readonly Diagnostic[]> {
    return this.about(code, view, async (cell) => {
      const file = cell.fileName;
      const [syntactic, semantic] = await Promise.all([
        cell.ask<ApiDiagnostic[] | null>("getSyntacticDiagnostics", { file }),
        cell.ask<ApiDiagnostic[] | null>("getSemanticDiagnostics", { file }),
      ]);
      const malformed = syntaxErrors(syntactic ?? [], cell);
      if (malformed.length > 0) return malformed;
      // The file may be there the next time.
      if (semantic?.some((found) => notFound.has(found.code))) this.#program.lookAgain();
      return cellDiagnostics(semantic ?? [], cell);
    });
  }

  /** Places a cell after the accepted ones and asks about it. */
  async about<Result>(
    code: string,
    view: View,
    question: (cell: PlacedCell) => Promise<Result>,
  ): Promise<Result> {
    return this.#program.ask(
      () => this.#place(code, this.#namesOf(code), view),
      (ask, cell) => question({ ...cell, ask }),
    );
  }

  accept(code: string, label = "an earlier cell"): void {
    const names = this.#namesOf(code);
    const placed = this.#place(code, names, "mentioned");
    const { fileName, start, position } = placed;
    this.#earlier.set(fileName, { fileName, start, code, position, label });
    const slot = this.#shown.push(placed.shown) - 1;
    const depth = 1 + this.#depthOf(names);
    this.#narrowed = narrowedNames(names, this.#scope);
    for (const name of new Set([...names.flow.captured, ...this.#narrowed])) {
      const earlier = this.#scope.get(name);
      if (!earlier) continue;
      const captured = earlier.captured || names.flow.captured.has(name);
      // A constant keeps what was known of it; a variable may have been assigned before a failure.
      const narrowedIn = captured || earlier.kind === "let" ? undefined : earlier.narrowedIn;
      this.#scope.set(name, { ...earlier, captured, narrowedIn });
    }
    for (const [name, kind] of names.declared) {
      const sort = names.sorts.get(name) ?? "variable";
      const captured = names.flow.captured.has(name);
      this.#scope.set(name, { kind, slot, sort, captured, depth: inferred.has(sort) ? depth : 0 });
    }
    if (this.#shown.length + ahead / 4 >= this.#paths.length) this.#reserve();
    else this.#link();
    // Taken in while the cell runs, not when the next one waits.
    const done = depth % deep === 0 ? this.#writeOut(slot, placed) : this.#program.takeIn();
    done.catch(() => {});
  }

  /** A cell is checked, perhaps twice, and accepted. */
  #namesOf(code: string): CellNames {
    if (this.#newest?.code !== code) this.#newest = { code, names: cellNames(code) };
    return this.#newest.names;
  }

  #depthOf({ mentioned, declared }: CellNames): number {
    const depths = [...mentioned].map((name) =>
      declared.has(name) ? 0 : (this.#scope.get(name)?.depth ?? 0),
    );
    return Math.max(0, ...depths);
  }

  /** Lets later cells see the types of a cell's variables as they are, not how they came about. */
  async #writeOut(slot: number, { fileName, text, places, shown }: Placed): Promise<void> {
    const isCurrent = (): boolean => this.#shown[slot] === shown;
    const written = await this.#program.ask(
      () => {},
      (ask) => writeTypes(ask, fileName, text, places),
    );
    if (!isCurrent()) return;
    const proven = await this.#program.ask(
      () => {
        if (isCurrent()) this.#program.write(fileName, written.text);
      },
      (ask) => provenTypes(ask, fileName, written.proofs),
    );
    if (!isCurrent()) return;
    this.#shown[slot] = new Map([
      ...shown,
      ...proven.map((name) => [name, writtenName(name)] as const),
    ]);
    for (const name of proven) {
      const earlier = this.#scope.get(name);
      if (earlier?.slot === slot) this.#scope.set(name, { ...earlier, depth: 0 });
    }
    this.#link();
  }

  /** The newest accepted cell ran to its end: what it found out about variables holds. */
  finished(): void {
    const narrowedIn = this.#shown.length - 1;
    for (const name of this.#narrowed) {
      const earlier = this.#scope.get(name);
      if (earlier) this.#scope.set(name, { ...earlier, narrowedIn });
    }
    this.#narrowed = [];
  }

  reset(): void {
    this.#scope = new Map();
    this.#narrowed = [];
    this.#shown.length = 0;
    this.#earlier.clear();
    for (const path of this.#paths.splice(0)) this.#program.remove(path);
    this.#reserve();
  }

  dispose(): Promise<void> {
    return this.#program.dispose();
  }

  /** JSX is only allowed in `.tsx`; a module that surely is one, whatever the package says, in `.mts`. */
  #path(slot: number, jsx = false): string {
    return join(this.#cwd, `.softgrad-cell-${slot}.${jsx ? "tsx" : "mts"}`);
  }

  /** Writes a cell as the one after the accepted ones. */
  #place(code: string, names: CellNames, view: View): Placed {
    const slot = this.#shown.length;
    const path = this.#path(slot, names.hasJsx);
    const old = this.#paths[slot];
    if (old !== path) {
      if (old !== undefined) this.#program.remove(old);
      this.#paths[slot] = path;
      this.#link();
    }
    const cell = cellModule(names, this.#scope, view, code);
    this.#program.write(path, cell.text);
    const position = positionsIn(code);
    return { ...cell, fileName: path, code, position, earlier: this.#earlier };
  }

  #reserve(): void {
    for (let more = 0; more < ahead; more += 1) {
      const path = this.#path(this.#paths.length);
      this.#paths.push(path);
      this.#program.write(path, emptyCell);
    }
    this.#link();
  }

  #link(): void {
    const cells = this.#paths.map((_, slot) => this.#shown[slot] ?? nothing);
    const specifierOf = (slot: number): string =>
      `./.softgrad-cell-${slot}.${this.#paths[slot]?.endsWith("x") ? "js" : "mjs"}`;
    this.#program.write(this.#hub, hubModule(cells, specifierOf));
  }
}
