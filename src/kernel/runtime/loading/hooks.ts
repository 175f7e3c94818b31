import type {
  LoadFnOutput,
  LoadHookContext,
  ResolveFnOutput,
  ResolveHookContext,
} from "node:module";
import { readCellSpecifier } from "./cellSpecifier.js";
import { loadSource } from "./load.js";
import { LocalModules } from "./localModules.js";
import { alternatives } from "./resolve.js";

const modules = new LocalModules();

/** What to ask Node for, one after the other; the last one's failure is the import's. */
function plan(specifier: string, parentUrl: string | undefined) {
  const cell = readCellSpecifier(specifier);
  if (cell !== undefined) modules.refresh();
  const wanted = cell?.specifier ?? specifier;
  const parent = cell?.parentUrl ?? parentUrl;
  return {
    wanted: alternatives(wanted, parent)[0] ?? wanted,
    parent,
    importer: cell === undefined ? parentUrl : undefined,
  };
}

function finish(found: ResolveFnOutput, importer: string | undefined): ResolveFnOutput {
  if (!LocalModules.isLocal(found.url)) return found;
  const url = modules.address(found.url, importer);
  // The format of a source that Node does not know is told by `load`.
  return { ...found, url, shortCircuit: true };
}

function contextOf(context: ResolveHookContext, parent: string | undefined): ResolveHookContext {
  return parent === undefined ? context : { ...context, parentURL: parent };
}

function loaded(url: string, context: LoadHookContext): LoadFnOutput | undefined {
  const source = loadSource(url, context.importAttributes);
  return source === undefined ? undefined : { ...source, shortCircuit: true };
}

/** Hooks for `module.register`, which run in a thread of Node's own. */
export async function resolve(
  specifier: string,
  context: ResolveHookContext,
  next: (specifier: string, context: ResolveHookContext) => Promise<ResolveFnOutput>,
): Promise<ResolveFnOutput> {
  const { wanted, parent, importer } = plan(specifier, context.parentURL);
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
    const { wanted, parent, importer } = plan(specifier, context.parentURL);
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
