import { pathToFileURL } from "node:url";
import { positionsIn } from "../../language/positions.js";
import { excerpt } from "../../protocol/excerpt.js";

/** What the parser and the compiler have in common. */
interface Found {
  readonly message: string;
  readonly labels: readonly { readonly start: number }[];
}

/** What is wrong with a file that does not parse, with its place as a frame and the lines there. */
export function syntaxError(path: string, source: string, found: Found): SyntaxError {
  const label = found.labels.at(-1);
  const start = positionsIn(source)(label?.start ?? 0);
  const error = new SyntaxError(found.message);
  const lines = excerpt(source, start);
  error.stack = [
    `SyntaxError: ${found.message}`,
    "",
    ...lines,
    `    at ${pathToFileURL(path).href}:${start.line}:${start.column}`,
  ].join("\n");
  return error;
}
