import module from "node:module";

/**
 * Has this thread read back the code that an earlier start compiled, where Node can, from 22.1.
 * Only what is loaded later profits.
 */
export function enableCompileCache(): void {
  const enable: unknown = Reflect.get(module, "enableCompileCache");
  if (typeof enable === "function") Reflect.apply(enable, module, []);
}
