/**
 * Takes the id from every cell that repeats an earlier cell's, and nbgrader's id with it, so that
 * the first one stands for it.
 */
export function withoutRepeatedIds(notebook: unknown): { json: unknown; repeated: string[] } {
  const repeated = new Set<string>();
  if (!isRecord(notebook) || !Array.isArray(notebook.cells)) {
    return { json: notebook, repeated: [] };
  }
  const seen = new Set<unknown>();
  const cells = notebook.cells.map((cell: unknown) => {
    if (!isRecord(cell) || typeof cell.id !== "string") return cell;
    if (!seen.has(cell.id)) {
      seen.add(cell.id);
      return cell;
    }
    repeated.add(cell.id);
    const { id: _, metadata, ...rest } = cell;
    if (!isRecord(metadata)) return { ...rest, metadata };
    const { nbgrader: __, ...others } = metadata;
    return { ...rest, metadata: others };
  });
  return { json: { ...notebook, cells }, repeated: [...repeated] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
