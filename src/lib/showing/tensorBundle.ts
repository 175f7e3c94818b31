import type * as tf from "@tensorflow/tfjs";
import type { MimeBundle } from "../figures/types.js";
import { placeOf } from "../tensors/place.js";
import { shapeText } from "../tensors/shape.js";
import { escapeHtml } from "../text/escapeHtml.js";

/** Rows, columns and matrices shown of a tensor; the rest is said to be left out. */
const LIMIT = { rows: 8, columns: 10, matrices: 4 };

/** A tensor as a small table, and as text. */
export function tensorBundle(tensor: tf.Tensor): MimeBundle {
  const caption = `Tensor ${tensor.dtype} ${shapeText(tensor.shape)}`;
  const matrices = matricesOf(tensor);
  const blocks = matrices.shown.map(({ place, rows }) => ({
    label: place.length > 0 ? `[${place.join(", ")}, …]` : "",
    rows,
  }));
  const rest = matrices.count - blocks.length;
  const more = rest > 0 ? `… ${rest} more of ${matrices.count} matrices` : "";
  return {
    "text/html": `<div>${[caption, ...blocks.map(tableHtml), more].filter(Boolean).map(paragraph).join("")}</div>`,
    "text/plain": [caption, ...blocks.map(tableText), more].filter(Boolean).join("\n"),
  };
}

interface Block {
  readonly label: string;
  readonly rows: readonly (readonly string[])[];
}

/** Cuts a tensor into matrices of its last two axes, with the first places of each. */
function matricesOf(tensor: tf.Tensor): {
  count: number;
  shown: { place: number[]; rows: string[][] }[];
} {
  const values = tensor.dataSync();
  const [height = 1, width = 1] = tensor.rank < 2 ? [1, tensor.size] : tensor.shape.slice(-2);
  const leading = tensor.shape.slice(0, -2);
  const size = height * width;
  const count = size === 0 ? 0 : values.length / size;
  const shown = Array.from({ length: Math.min(count, LIMIT.matrices) }, (_, index) => ({
    place: placeOf(index, leading),
    rows: rowsOf(values, index * size, height, width),
  }));
  return { count, shown };
}

function rowsOf(
  values: ArrayLike<number | string>,
  start: number,
  height: number,
  width: number,
): string[][] {
  const rows = Array.from({ length: Math.min(height, LIMIT.rows) }, (_, row) => {
    const cells = Array.from({ length: Math.min(width, LIMIT.columns) }, (_, column) =>
      cellText(values[start + row * width + column]),
    );
    return width > LIMIT.columns ? [...cells, "…"] : cells;
  });
  return height > LIMIT.rows ? [...rows, ["…"]] : rows;
}

function cellText(value: number | string | undefined): string {
  return typeof value === "number" ? String(Number(value.toPrecision(5))) : String(value);
}

function tableText({ label, rows }: Block): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padStart(widths?.[column] ?? 0)).join("  "),
  );
  return [label, ...lines].filter(Boolean).join("\n");
}

function tableHtml({ label, rows }: Block): string {
  const cell = (text: string) => `<td style="text-align:right">${escapeHtml(text)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `${label ? `<div>${escapeHtml(label)}</div>` : ""}<table>${body}</table>`;
}

function paragraph(part: string): string {
  return part.startsWith("<") ? part : `<div>${escapeHtml(part)}</div>`;
}
