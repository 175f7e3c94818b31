import type { Cell, Notebook, NotebookOutput } from "./nbformat.js";

/**
 * A notebook as text, byte for byte as Jupyter's own nbformat writes it: sorted keys, one space of
 * indent, multi-line strings as arrays of lines, a newline at the end. So a notebook that JupyterLab
 * opens and saves unchanged leaves no difference.
 */
export function serializeNotebook(notebook: Notebook): string {
  const { cells, metadata, nbformat, nbformat_minor } = notebook;
  const written = { cells: cells.map(writtenCell), metadata, nbformat, nbformat_minor };
  return `${JSON.stringify(sortKeys(written), null, 1)}\n`;
}

function writtenCell(cell: Cell): object {
  const source = splitLines(cell.source);
  if (cell.cell_type !== "code") {
    if (cell.attachments === undefined) return { ...cell, source };
    const attachments = mapValues(cell.attachments, (data) => splitBundle(data));
    return { ...cell, source, attachments };
  }
  return { ...cell, source, outputs: cell.outputs.map(writtenOutput) };
}

function writtenOutput(output: NotebookOutput): object {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: splitLines(output.text) };
    case "display_data":
    case "execute_result":
      return { ...output, data: splitBundle(output.data) };
    case "error":
      return output;
  }
}

/** nbformat splits text types and these two; every other string stays in one piece. */
const splitTypes = new Set(["application/javascript", "image/svg+xml"]);

function splitBundle(bundle: { readonly [mimeType: string]: unknown }): object {
  return mapValues(bundle, (value, mimeType) =>
    typeof value === "string" && (mimeType.startsWith("text/") || splitTypes.has(mimeType))
      ? splitLines(value)
      : value,
  );
}

/** Line ends as Python's str.splitlines knows them, for nbformat splits with it. */
const lineWithEnd =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python's line ends include controls.
  /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/gu;

function splitLines(text: string): string[] {
  return (text.match(lineWithEnd) ?? []).filter((line) => line !== "");
}

function mapValues<T, U>(
  object: { readonly [key: string]: T },
  change: (value: T, key: string) => U,
): { [key: string]: U } {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value, key)]),
  );
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => compareCodePoints(a, b));
  // Not assignment: a key "__proto__" would set the prototype instead of a property.
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}

/** Python sorts strings by code point, JavaScript by UTF-16 unit; beyond U+FFFF they differ. */
function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (const [index, unit] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (unit !== other) return unit - other;
  }
  return left.length - right.length;
}
