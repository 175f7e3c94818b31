import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { getTsconfig, type TsConfigJsonResolved } from "get-tsconfig";
import type { EmitOptions } from "../transform/compile.js";
import { emitOptions } from "./emitOptions.js";
import { relativePaths, withEndings } from "./endings.js";
import { foldersFrom } from "./folders.js";
import { jsxOptions } from "./jsx.js";
import { typeRoots } from "./typeRoots.js";

/** What the tsconfig.json nearest the notebook says. */
export interface ProjectOptions {
  /** The virtual tsconfig.json under which cells are checked, but for its files. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly emit: EmitOptions;
  /** Whether relative imports may leave endings out. */
  readonly addsEndings: boolean;
  /** The tsconfig.json that is respected. */
  readonly project?: string;
}

type Given = NonNullable<TsConfigJsonResolved["compilerOptions"]>;

/** As strict as TypeScript gets by one word, and with what Node and notebooks have. */
const defaults = {
  strict: true,
  target: "esnext",
  lib: ["esnext", "dom"],
};

/** What cells need whatever the project says: its own files are not compiled here. */
const forced = {
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  isolatedDeclarations: false,
  isolatedModules: false,
  verbatimModuleSyntax: false,
  erasableSyntaxOnly: false,
  skipLibCheck: true,
  moduleDetection: "force",
  rootDir: null,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  // A cell declares for later cells.
  noUnusedLocals: false,
  noUnusedParameters: false,
};

/** A setting as a list, which one that somebody mistyped may not be. */
const listOf = <Item>(setting: readonly Item[] | undefined): readonly Item[] =>
  Array.isArray(setting) ? setting : [];

/** Whether the project wants imports spelled as Node alone would take them. */
const spellsEndings = ({ module, moduleResolution }: Given): boolean =>
  [module, moduleResolution].some((name) => /^node(?:1[6-9]|[2-9]\d|next)$/i.test(String(name)));

/**
 * Modules are those of Node, which says how CommonJS is seen and which conditions count; endings
 * may be left out as the loader has it.
 */
function moduleOptions(given: Given, cwd: string, project: string | undefined) {
  const options = { module: "nodenext", moduleResolution: "nodenext" };
  if (spellsEndings(given)) return options;
  const { baseUrl, paths = {} } = given;
  const base = resolve(project === undefined ? cwd : dirname(project), baseUrl ?? pathsBase(given));
  return {
    ...options,
    // TypeScript 7 gave it up; projects of older versions live by it.
    ...(baseUrl !== undefined && { baseUrl: null }),
    paths: {
      ...(baseUrl !== undefined && { "*": withEndings(join(base, "*")) }),
      ...Object.fromEntries(
        Object.entries(paths).map(([pattern, targets]) => [
          pattern,
          listOf(targets).flatMap((target) => withEndings(resolve(base, target))),
        ]),
      ),
      ...relativePaths(cwd),
    },
  };
}

/** The folder of the file that `paths` stands in, which the reader of the files keeps under a symbol. */
function pathsBase(given: Given): string {
  const kept = Object.getOwnPropertySymbols(given).find(
    ({ description }) => description === "implicitBaseUrl",
  );
  return kept === undefined ? "." : String(Reflect.get(given, kept));
}

function nearest(cwd: string): { readonly path: string; readonly given: Given } | undefined {
  try {
    const found = getTsconfig(cwd);
    return found ? { path: found.path, given: found.config.compilerOptions ?? {} } : undefined;
  } catch {
    // The compiler, which is told of the file too, says what is wrong with it.
    const path = foldersFrom(cwd)
      .map((folder) => join(folder, "tsconfig.json"))
      .find((file) => existsSync(file));
    return path === undefined ? undefined : { path, given: {} };
  }
}

export function projectOptions(cwd: string): ProjectOptions {
  const found = nearest(cwd);
  const given = found?.given ?? {};
  const roots = typeRoots(cwd);
  const node = roots.some((root) => existsSync(join(root, "node"))) ? ["node"] : [];
  const jsx = jsxOptions(given, cwd);
  return {
    ...(found && { project: found.path }),
    config: {
      ...(found && { extends: found.path }),
      compilerOptions: {
        ...(!found && defaults),
        // What TypeScript 7 no longer knows; the cells run on Node all the same.
        ...(/^es[35]$/i.test(String(given.target)) && { target: "esnext" }),
        ...forced,
        ...moduleOptions(given, cwd, found?.path),
        ...jsx.check,
        types: [...new Set([...listOf(given.types), ...node])],
        typeRoots: given.typeRoots ?? roots,
      },
      include: [],
    },
    addsEndings: !spellsEndings(given),
    emit: emitOptions(given, cwd),
  };
}
