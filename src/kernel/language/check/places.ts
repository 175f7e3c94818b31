const word = /[\p{ID_Continue}$]/u;

/** The last character of the name before an offset, if one ends there. */
function nameBefore(code: string, offset: number): number | undefined {
  // What a call may have between the name and its brackets: type arguments.
  const before = code.slice(0, offset).replace(/\s*(?:\?\.)?\s*(?:<[^<>()]*>)?\s*$/, "");
  return word.test(before.at(-1) ?? "") ? before.length - 1 : undefined;
}

/** The code with the insides of strings and comments blanked, so that brackets in them do not count. */
const blanked = (code: string): string =>
  code.replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, (text) =>
    " ".repeat(text.length),
  );

/**
 * Where the names stand that a question at the cursor may be about, the likeliest first: the name
 * there, then that of the function in whose brackets it is.
 */
export function namesAt(code: string, cursor: number): number[] {
  const places: number[] = [];
  if (word.test(code[cursor] ?? "")) places.push(cursor);
  else if (word.test(code[cursor - 1] ?? "")) places.push(cursor - 1);
  const plain = blanked(code);
  let depth = 0;
  for (let at = cursor - 1; at >= 0; at -= 1) {
    if (plain[at] === ")" || plain[at] === "}" || plain[at] === "]") depth += 1;
    if (plain[at] === "{" || plain[at] === "[") depth = Math.max(0, depth - 1);
    if (plain[at] !== "(") continue;
    depth -= 1;
    if (depth >= 0) continue;
    const name = nameBefore(plain, at);
    if (name !== undefined) places.push(name);
    break;
  }
  return places;
}
