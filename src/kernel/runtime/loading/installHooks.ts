import module from "node:module";

/** Makes imports on this thread find and read TypeScript, in the way this version of Node has. */
export async function installHooks(): Promise<void> {
  const registerHooks: unknown = Reflect.get(module, "registerHooks");
  if (typeof registerHooks === "function") {
    registerHooks((await import("./hooks.js")).synchronous);
  } else {
    module.register("./hooks.js", import.meta.url);
  }
}
