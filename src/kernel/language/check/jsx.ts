import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EmitOptions } from "../transform/compile.js";
import { foldersFrom } from "./folders.js";

/** What a tsconfig.json says about JSX. */
export interface JsxSettings {
  readonly jsx?: string | undefined;
  readonly jsxImportSource?: string | undefined;
  readonly jsxFactory?: string | undefined;
  readonly jsxFragmentFactory?: string | undefined;
}

interface Jsx {
  /** Compiler options for the check. */
  readonly check: Readonly<Record<string, unknown>>;
  readonly emit: Pick<EmitOptions, "jsx" | "jsxImportSource" | "jsxFactory" | "jsxFragmentFactory">;
}

/**
 * JSX as the project has it. Cells always compile it, so that `preserve` means the modern way; with
 * no library named it is React's, or Preact's where that is the one installed.
 */
export function jsxOptions(given: JsxSettings, cwd: string): Jsx {
  const { jsxFactory, jsxFragmentFactory } = given;
  if (String(given.jsx).toLowerCase() === "react") {
    const factories = {
      ...(jsxFactory && { jsxFactory }),
      ...(jsxFragmentFactory && { jsxFragmentFactory }),
    };
    return { check: { jsx: "react" }, emit: { jsx: "classic", ...factories } };
  }
  const source = given.jsxImportSource ?? installed(["react", "preact"], cwd) ?? "react";
  return {
    check: { jsx: "react-jsx", jsxImportSource: source },
    emit: { jsx: "automatic", jsxImportSource: source },
  };
}

const installed = (packages: readonly string[], cwd: string): string | undefined =>
  packages.find((name) =>
    foldersFrom(cwd).some((folder) => existsSync(join(folder, "node_modules", name))),
  );
