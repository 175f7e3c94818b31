import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { tracePositions } from "../language/transform/sourceMap.js";
import type { Position } from "../language/types.js";

const require = createRequire(import.meta.url);

/**
 * The place in a local TypeScript file for one in the JavaScript that ran; itself where none is
 * known. The file is compiled again: errors are rare, and a map kept for each file is not free.
 */
export function originalInFile(url: string, place: Position): Position {
  const plain = url.replace(/[?#].*$/, "");
  if (!/^file:.*\.(?:[mc]?ts|tsx|jsx)$/.test(plain)) return place;
  try {
    // Only now: the compiler takes longer to load than the rest of the protocol.
    const { transformSync } = require("oxc-transform") as typeof import("oxc-transform");
    const path = fileURLToPath(plain);
    const { map } = transformSync(path, readFileSync(path, "utf8"), {
      sourceType: "module",
      target: "es2022",
      sourcemap: true,
    });
    if (map === undefined) return place;
    return tracePositions(JSON.stringify(map))(place) ?? place;
  } catch {
    // The file is gone or no longer compiles.
    return place;
  }
}
