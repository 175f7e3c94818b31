import type {
  LoadFnOutput,
  LoadHookContext,
  ResolveFnOutput,
  ResolveHookContext,
} from "node:module";
import { fileURLToPath } from "node:url";
import { readCellSpecifier } from "./cellSpecifier.js";
import { loadSource } from "./load.js";
import { LocalModules } from "./localModules.js";
import { alternatives } from "./resolve.js";
import { isLocal } from "./stamps.js";

export { installRequireHooks } from "./requireHooks.js";

const modules = new LocalModules();

/** Before a `require` in a cell; an import in a cell does it by itself. */
export const refresh = (stale: readonly string[]): void => modules.refresh(stale);

/** What to ask Node for, one after the other; the last one's failure is the import's. */
function plan(specifier: string, { parentURL: parentUrl, conditions }: ResolveHookContext) {
  const cell = readCellSpecifier(specifier);
  if (cell !== undefined) modules.refresh(cell.stale);
  const wanted = cell?.specifier ?? specifier;
  const parent = cell?.parentUrl ?? parentUrl;
  const [found] = alternatives(wanted, parent);
  // Node's loader for CommonJS takes a path for what an import names by its URL.
  const named = conditions.includes("require") && found?.startsWith("file:");
  return {
    wanted: found === undefined ? wanted : named ? fileURLToPath(found) : found,
    parent,
    importer: cell === undefined ? parentUrl : undefined,
  };
}

function finish(found: ResolveFnOutput, importer: string | undefined): ResolveFnOutput {
  if (!isLocal(found.url)) return found;
  const url = modules.address(found.url, importer);
  // The format of a source that Node does not know is told by `load`.
  return { ...found, url, shortCircuit: true };
}

function contextOf(context: ResolveHookContext, parent: string | undefined): ResolveHookContext {
  return parent === undefined ? context : { ...context, parentURL: parent };
}

function loaded(url: string, context: LoadHookContext): LoadFnOutput | undefined {
  // Node 20 does not always tell them.
  const conditions: readonly string[] | undefined = context.conditions;
  const source = loadSource(url, {
    format: context.format,
    attributes: context.importAttributes,
    required: conditions?.includes("require") ?? false,
  });
  return source === undefined ? undefined : { ...source, shortCircuit: true };
}

/** Hooks for `module.register`, which run in a thread of Node's own. */
export async function resolve(
  specifier: string,
  context: ResolveHookContext,
  next: (specifier: string, context: ResolveHookContext) => Promise<ResolveFnOutput>,
): Promise<ResolveFnOutput> {
  const { wanted, parent, importer } = plan(specifier, context);
  return finish(await next(wanted, contextOf(context, parent)), importer);
}

export async function load(
  url: string,
  context: LoadHookContext,
  next: (url: string, context: LoadHookContext) => Promise<LoadFnOutput>,
): Promise<LoadFnOutput> {
  return loaded(url, context) ?? next(url, context);
}

/** The same for `module.registerHooks`, from Node 22.15. */
export const synchronous = {
  resolve(
    specifier: string,
    context: ResolveHookContext,
    next: (specifier: string, context: ResolveHookContext) => ResolveFnOutput,
  ): ResolveFnOutput {
    const { wanted, parent, importer } = plan(specifier, context);
    return finish(next(wanted, contextOf(context, parent)), importer);
  },
  load(
    url: string,
    context: LoadHookContext,
    next: (url: string, context: LoadHookContext) => LoadFnOutput,
  ): LoadFnOutput {
    return loaded(url, context) ?? next(url, context);
  },
};
