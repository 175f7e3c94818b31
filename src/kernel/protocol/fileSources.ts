import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "oxc-transform";
import { tracePositions } from "../language/index.js";
import type { Position } from "../language/types.js";

/**
 * The place in a local TypeScript file for one in the JavaScript that ran; itself where none is
 * known. The file is compiled again: errors are rare, and a map kept for each file is not free.
 */
export function originalInFile(url: string, place: Position): Position {
  const plain = url.replace(/[?#].*$/, "");
  if (!/^file:.*\.(?:[mc]?ts|tsx|jsx)$/.test(plain)) return place;
  try {
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
