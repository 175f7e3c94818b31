import module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadSource } from "./load.js";
import { alternatives } from "./resolve.js";

/** What Node's own loader for CommonJS has had for as long as it has been replaced in part. */
interface Loader {
  _extensions: Record<string, (target: CompiledModule, path: string) => void>;
  _resolveFilename(specifier: string, parent: Parent | undefined, ...rest: unknown[]): string;
}

interface CompiledModule {
  _compile(source: string, path: string, format: string): void;
}

interface Parent {
  readonly filename?: string | null;
}

/** TypeScript for `require` where Node's hooks are for `import` alone: below 22.15. */
export function installRequireHooks(): void {
  const loader = module as unknown as Loader;
  for (const ending of [".ts", ".tsx", ".mts", ".cts", ".jsx"]) {
    loader._extensions[ending] = (target, path) => {
      const loaded = loadSource(pathToFileURL(path).href);
      if (loaded !== undefined) target._compile(loaded.source, path, loaded.format);
    };
  }
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (specifier, parent, ...rest) {
    const from = parent?.filename ? pathToFileURL(parent.filename).href : undefined;
    const [found] = alternatives(specifier, from);
    const wanted = found === undefined ? specifier : fileURLToPath(found);
    return Reflect.apply(resolveFilename, this, [wanted, parent, ...rest]);
  };
}
