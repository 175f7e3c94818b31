const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;

/**
 * A file name for each label: letters of any script, digits, dots, hyphens and underscores, at most
 * 180 bytes. Two labels never get one name, also where a file system ignores case.
 *
 * The outcome depends on the labels alone, not on their order.
 */
export function safeNames(labels: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const label of [...new Set(labels)].sort(byCodePoint)) {
    const base = safeName(label);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    names.set(label, name);
  }
  return names;
}

function safeName(label: string): string {
  const safe = label.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-");
  const name = firstBytes(safe, 180).replace(/^[.-]+|[.-]+$/gu, "");
  if (name === "") return "unnamed";
  return reservedOnWindows.test(name.split(".")[0] ?? "") ? `_${name}` : name;
}

/** File systems count bytes: most allow 255, and an ending and a number are still to come. */
function firstBytes(text: string, limit: number): string {
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}

/** Not by locale: the same order on every machine. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
