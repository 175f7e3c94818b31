import { limits } from "../limits.js";
import type { MimeBundle } from "../types.js";
import { edgesOf } from "./edges.js";
import { type Grid, gridHtml, gridText, noteHtml } from "./grid.js";
import { countText } from "./numbers.js";
import { readTensor, type Values } from "./read-tensor.js";
import { isTensorLike, tensorCaption } from "./tensor-like.js";
import { messageOf } from "./text.js";

/** A tensor of TensorFlow.js, told by how it looks, as captions and tables of its last two axes. */
export function tensorBundle(value: unknown): MimeBundle | undefined {
  if (!isTensorLike(value)) return undefined;
  const caption = tensorCaption(value);
  if (value.isDisposed === true) return bundle([caption]);
  try {
    const { values, notes } = readTensor(value);
    return bundle([caption, ...tablesOf(value.shape, values), ...notes]);
  } catch (error) {
    return bundle([caption, `Its values cannot be read: ${messageOf(error)}`]);
  }
}

interface Block {
  readonly label: string;
  readonly grid: Grid;
}

type Part = string | Block;

/** The matrices of the last two axes that are shown, each under its place on the other axes. */
function tablesOf(shape: readonly number[], values: Values): Part[] {
  if (sizeOf(shape) === 0) return [];
  const leading = shape.slice(0, -2);
  const count = sizeOf(leading);
  // The first matrices in row-major order lie within the corner that was read of a large tensor.
  const known = Math.min(count, sizeOf(values.shape) < sizeOf(shape) ? limits.matrices.all : count);
  return edgesOf(count, limits.matrices, known).map((index) =>
    index === null
      ? `… ${countText(count)} matrices in all …`
      : matrixOf(placeOf(index, leading), shape.slice(-2), values),
  );
}

function matrixOf(place: readonly number[], lastAxes: readonly number[], values: Values): Block {
  const places = lastAxes.map((length, axis) =>
    edgesOf(length, limits.axis, values.shape[place.length + axis]),
  );
  const columns = places.at(-1) ?? [];
  const cells = (prefix: readonly number[]) =>
    places.length === 0
      ? [values.at([])]
      : columns.map((column) => (column === null ? "…" : values.at([...prefix, column])));
  const rows =
    places.length < 2
      ? [{ label: "", cells: cells([]) }]
      : (places[0] ?? []).map((row) => ({
          label: titleOf(row),
          cells: row === null ? columns.map(() => "…") : cells([...place, row]),
        }));
  return {
    label: place.length > 0 ? `[${place.join(", ")}, :, :]` : "",
    grid: { columns: columns.map(titleOf), rows },
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function titleOf(index: number | null): string {
  return index === null ? "…" : String(index);
}

/** The place on the axes of the element that is `index`-th in row-major order. */
function placeOf(index: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    place.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return place;
}

function bundle(parts: readonly Part[]): MimeBundle {
  const text = parts.map((part) =>
    typeof part === "string"
      ? part
      : [part.label, gridText(part.grid)].filter((line) => line !== "").join("\n"),
  );
  const html = parts.map((part) =>
    typeof part === "string"
      ? noteHtml(part)
      : gridHtml({ ...part.grid, caption: { text: part.label, side: "above" } }),
  );
  return { "text/plain": text.join("\n"), "text/html": `<div>${html.join("")}</div>` };
}
