import module from "node:module";

/** What the hooks on this thread do beside their own work. */
export interface InstalledHooks {
  /**
   * Tells them before a `require` which CommonJS modules are stale; an import does by its specifier.
   *
   * @returns whether they hear it: where they run in a thread of their own, only imports reach them
   */
  refresh(stale: readonly string[]): boolean;
}

/** Makes imports on this thread find and read TypeScript, in the way this version of Node has. */
export async function installHooks(): Promise<InstalledHooks> {
  const registerHooks: unknown = Reflect.get(module, "registerHooks");
  const { installRequireHooks, refresh, synchronous } = await import("./hooks.js");
  if (typeof registerHooks === "function") {
    registerHooks(synchronous);
    return {
      refresh(stale) {
        refresh(stale);
        return true;
      },
    };
  }
  module.register("./hooks.js", import.meta.url);
  installRequireHooks();
  return { refresh: () => false };
}
