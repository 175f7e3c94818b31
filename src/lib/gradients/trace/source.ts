/** Frames of the machinery: TensorFlow.js, Node, and this library. */
const machinery = [/[\\/]@tensorflow[\\/]/, /\bnode:/, /\btf-core\b/];
const own = new URL("../../", import.meta.url);

/** The first line of a stack that is the caller's own: `file:line:column`. */
export function sourceOf(stack: string | undefined): string | undefined {
  for (const line of stack?.split("\n").slice(1) ?? []) {
    const [, place] = /(?:\(|at (?:async )?)([^()\s]+:\d+:\d+)\)?$/.exec(line) ?? [];
    if (place === undefined || place.startsWith("<anonymous>")) continue;
    const path = place.startsWith("file:") ? place : `file://${place}`;
    if (path.startsWith(own.href) || machinery.some((pattern) => pattern.test(place))) continue;
    return shorten(place);
  }
  return undefined;
}

/** The file's name without its folders, which a learner knows. */
function shorten(place: string): string {
  return place.replace(/^file:\/\//, "").replace(/^.*[\\/](?=[^\\/]+$)/, "");
}
