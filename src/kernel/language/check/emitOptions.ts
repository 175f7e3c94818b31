import type { TsConfigJsonResolved } from "get-tsconfig";
import type { EmitOptions } from "../transform/compile.js";
import { jsxOptions } from "./jsx.js";

/** What a tsconfig.json says about the JavaScript that comes out, with TypeScript's defaults. */
export function emitOptions(
  given: NonNullable<TsConfigJsonResolved["compilerOptions"]>,
  folder: string,
): EmitOptions {
  return {
    experimentalDecorators: given.experimentalDecorators ?? false,
    emitDecoratorMetadata: given.emitDecoratorMetadata ?? false,
    useDefineForClassFields: given.useDefineForClassFields ?? true,
    verbatimModuleSyntax: given.verbatimModuleSyntax ?? false,
    ...jsxOptions(given, folder).emit,
  };
}
