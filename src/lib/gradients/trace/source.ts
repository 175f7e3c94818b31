/** Frames of the machinery: TensorFlow.js and Node. */
const machinery = [/[\\/]@tensorflow[\\/]/, /\bnode:/, /\btf-core\b/];
const library = new URL("../../", import.meta.url);
const tracer = new URL("./", import.meta.url);

/** Where in the code an operation was called. */
export interface Call {
  /** The caller's own line, `file:line:column`; undefined where no frame of his is known. */
  readonly source: string | undefined;
  /** The function of this library that he called; undefined where he called TensorFlow.js himself. */
  readonly within: string | undefined;
}

/** The innermost line of a stack that is the caller's own, and what he called there. */
export function callOf(stack: string | undefined): Call {
  let within: string | undefined;
  for (const line of stack?.split("\n").slice(1) ?? []) {
    const [, place] = /(?:\(|at (?:async )?)([^()\s]+:\d+:\d+)\)?$/.exec(line) ?? [];
    if (place === undefined || place.startsWith("<anonymous>")) continue;
    const path = place.startsWith("file:") ? place : `file://${place}`;
    if (path.startsWith(tracer.href) || machinery.some((pattern) => pattern.test(place))) continue;
    // Each public function stands in a file of its name, and some are called through a nameless one.
    if (path.startsWith(library.href)) within = /([^\\/]+)\.[jt]s:\d+:\d+$/.exec(place)?.[1];
    else return { source: shorten(place), within };
  }
  return { source: undefined, within: undefined };
}

/** The file's name without its folders, which a learner knows. */
function shorten(place: string): string {
  return place.replace(/^file:\/\//, "").replace(/^.*[\\/](?=[^\\/]+$)/, "");
}
