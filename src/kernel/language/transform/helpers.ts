import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** A helper that compiled cells call for syntax which Node 20 lacks, such as `using`. */
export function loadHelper(name: string): unknown {
  const helper: unknown = require(`@oxc-project/runtime/helpers/${name}`);
  return typeof helper === "object" && helper !== null && "default" in helper
    ? helper.default
    : helper;
}
