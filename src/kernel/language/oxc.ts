import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// Loaded by the first call: the compiler, which takes longest to be ready, is started before.
let parser: typeof import("oxc-parser") | undefined;
let transformer: typeof import("oxc-transform") | undefined;

export const parseSync: typeof import("oxc-parser").parseSync = (...given) => {
  parser ??= require("oxc-parser") as typeof import("oxc-parser");
  return parser.parseSync(...given);
};

export const transformSync: typeof import("oxc-transform").transformSync = (...given) => {
  transformer ??= require("oxc-transform") as typeof import("oxc-transform");
  return transformer.transformSync(...given);
};
