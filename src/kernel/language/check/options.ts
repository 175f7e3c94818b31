import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { getTsconfig } from "get-tsconfig";
import type { EmitOptions } from "../transform/compile.js";

/** What the tsconfig.json nearest the notebook says. */
export interface ProjectOptions {
  /** The virtual tsconfig.json under which cells are checked, but for its files. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly emit: EmitOptions;
}

/** As strict as TypeScript gets by one word, and with what Node and notebooks have. */
const defaults = {
  strict: true,
  target: "esnext",
  lib: ["esnext", "dom"],
  jsx: "react-jsx",
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
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
  // A cell declares for later cells.
  noUnusedLocals: false,
  noUnusedParameters: false,
};

/** Every `node_modules/@types` from a folder upwards, then the one that we came with. */
function typeRoots(cwd: string): string[] {
  const roots: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    roots.push(join(folder, "node_modules", "@types"));
    if (dirname(folder) === folder) break;
  }
  try {
    const ours = createRequire(import.meta.url).resolve("@types/node/package.json");
    roots.push(dirname(dirname(ours)));
  } catch {
    // Node's types are then those of the notebook's project, or none.
  }
  return [...new Set(roots)].filter((root) => existsSync(root));
}

export function projectOptions(cwd: string): ProjectOptions {
  const found = getTsconfig(cwd);
  const given = found?.config.compilerOptions ?? {};
  const roots = typeRoots(cwd);
  const node = roots.some((root) => existsSync(join(root, "node"))) ? ["node"] : [];
  const bundled = String(given.moduleResolution).toLowerCase() === "bundler";
  const config = {
    ...(found && { extends: found.path }),
    compilerOptions: {
      ...(!found && defaults),
      ...forced,
      ...(!bundled && { module: "nodenext", moduleResolution: "nodenext" }),
      allowImportingTsExtensions: true,
      types: [...new Set([...(given.types ?? []), ...node])],
      typeRoots: given.typeRoots ?? roots,
    },
    include: [],
  };
  const jsx = String(given.jsx ?? "react-jsx").toLowerCase();
  return {
    config,
    emit: {
      experimentalDecorators: given.experimentalDecorators ?? false,
      emitDecoratorMetadata: given.emitDecoratorMetadata ?? false,
      useDefineForClassFields: given.useDefineForClassFields ?? true,
      jsx: jsx === "react" ? "classic" : "automatic",
      ...(given.jsxImportSource && { jsxImportSource: given.jsxImportSource }),
      ...(given.jsxFactory && { jsxFactory: given.jsxFactory }),
      ...(given.jsxFragmentFactory && { jsxFragmentFactory: given.jsxFragmentFactory }),
      verbatimModuleSyntax: given.verbatimModuleSyntax ?? false,
    },
  };
}
