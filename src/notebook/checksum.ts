import { createHash } from "node:crypto";
import type { Cell } from "./nbformat.js";

/**
 * nbgrader's checksum of a cell, in hex: the MD5 of source, cell type, the three flags as Python
 * writes them, the id, and for graded cells the points as a Python float; `null` for a cell without
 * nbgrader's metadata. (nbgrader.utils.compute_checksum, nbgrader 0.9)
 */
export function nbgraderChecksum(cell: Cell): string | null {
  const { nbgrader } = cell.metadata;
  if (nbgrader === undefined) return null;
  const { grade, solution, locked, grade_id: gradeId, points } = nbgrader;
  const flags = [grade, solution, locked].map((flag) => (flag ? "True" : "False"));
  const parts = [cell.source, cell.cell_type, ...flags, gradeId];
  if (grade) parts.push(pythonFloat(points ?? 0));
  return createHash("md5").update(parts.join(""), "utf8").digest("hex");
}

function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
