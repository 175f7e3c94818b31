/** A module of Node by its name, or undefined in a browser; no import that a bundler would follow. */
export function builtin<T>(name: string): T | undefined {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function")
    return undefined;
  return process.getBuiltinModule(name) as T | undefined;
}
