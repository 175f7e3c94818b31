/** Does a text use a name, as a whole word? Words in strings count too: one too many, never too few. */
export function mentions(source: string, name: string): boolean {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped(name)}(?![\\p{L}\\p{N}_$])`, "u");
  return word.test(source.replace(wholeLineComments, ""));
}

const wholeLineComments = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/[ \t]*)$/gmu;

/** The names that a cell binds at its top level, its imports aside. */
export function boundNames(source: string): string[] {
  const names: string[] = [];
  const plain =
    /^(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?|const\s+enum|const|let|var|class|enum|type|interface|namespace)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gmu;
  for (const [, name] of source.matchAll(plain)) if (name !== undefined) names.push(name);
  // What a pattern takes apart: every word of it, which may be one too many but never too few.
  const patterns = /^(?:export\s+)?(?:const|let|var)\s*([{[][^=;]*)/gmu;
  for (const [, pattern] of source.matchAll(patterns)) {
    for (const [name] of (pattern ?? "").matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) names.push(name);
  }
  return names;
}

export function imports(source: string): boolean {
  return /^import\b/mu.test(source);
}

function escaped(name: string): string {
  return name.replace(/\$/gu, "\\$");
}
