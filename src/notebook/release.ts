import type { Cell, Notebook } from "./nbformat.js";
import { cellRole } from "./role.js";
import { solutionBlocks } from "./solution.js";

/**
 * The learner's notebook: each solution block of an answer cell becomes one line that throws
 * `NotAttempted`, indented as the block was. All else stays byte for byte.
 */
export function release(master: Notebook): Notebook {
  return { ...master, cells: master.cells.map(releaseCell) };
}

function releaseCell(cell: Cell): Cell {
  const role = cellRole(cell);
  if (role?.role !== "answer") return cell;
  const found = solutionBlocks(cell.source);
  if (found.status === "failed") {
    throw new Error(
      `Cannot release cell "${cell.id}": a solution mark at its line ${found.line + 1} has no partner.`,
    );
  }
  const lines = cell.source.split("\n");
  // From the last block to the first, so that earlier indices stay true.
  for (const block of found.blocks.toReversed()) {
    const stub = `${block.indent}throw new NotAttempted(${JSON.stringify(role.exercise)});`;
    lines.splice(block.begin, block.end - block.begin + 1, stub);
  }
  return { ...cell, source: lines.join("\n") };
}
