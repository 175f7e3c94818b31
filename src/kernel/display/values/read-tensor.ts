import { limits } from "../limits.js";
import { countText, numberText, shapeText, summaryOf } from "./numbers.js";
import type { TensorLike } from "./tensor-like.js";
import { cellOf, lineOf } from "./text.js";

/** The elements of a tensor that were read, as texts. */
export interface Values {
  /** How much was read of each axis, from its start. */
  readonly shape: readonly number[];
  /** The element at a place that was read. */
  at(place: readonly number[]): string;
}

/** Reads a tensor, or a corner of one that is too large to be copied for a look at it. */
export function readTensor(tensor: TensorLike): { values: Values; notes: string[] } {
  const size = tensor.shape.reduce((product, length) => product * length, 1);
  if (size <= limits.tensor) {
    const data = tensor.dataSync();
    return {
      values: valuesOf(data, tensor.shape, tensor.dtype),
      notes: notesOf(data, tensor.dtype),
    };
  }
  const note = `${countText(size)} elements, of which only the first ones were read`;
  return { values: cornerOf(tensor), notes: [note] };
}

function cornerOf(tensor: TensorLike): Values {
  const rank = tensor.shape.length;
  const sizes = tensor.shape.map((length, axis) => {
    const limit = axis < rank - 2 ? limits.matrices.all : limits.axis.all;
    return Math.min(length, limit);
  });
  if (typeof tensor.slice !== "function") {
    throw new Error(`a tensor of shape ${shapeText(tensor.shape)} without slice() is too large`);
  }
  const corner = tensor.slice(Array<number>(rank).fill(0), sizes);
  try {
    return valuesOf(corner.dataSync(), sizes, tensor.dtype);
  } finally {
    corner.dispose?.();
  }
}

function valuesOf(data: ArrayLike<unknown>, shape: readonly number[], dtype: string): Values {
  return {
    shape,
    at(place) {
      const index = place.reduce((flat, along, axis) => flat * (shape[axis] ?? 0) + along, 0);
      return dtype === "complex64"
        ? complexText(data[2 * index], data[2 * index + 1])
        : elementText(data[index], dtype);
    },
  };
}

function elementText(element: unknown, dtype: string): string {
  if (dtype === "bool") return String(Boolean(element));
  if (typeof element === "number") return numberText(element);
  return typeof element === "string" ? cellOf(element) : lineOf(element);
}

function complexText(real: unknown, imaginary: unknown): string {
  const [re, im] = [Number(real), Number(imaginary)];
  const sign = im < 0 ? "-" : "+";
  return `${numberText(re)} ${sign} ${numberText(Math.abs(im))}i`;
}

function notesOf(data: ArrayLike<unknown>, dtype: string): string[] {
  const numeric = dtype === "float32" || dtype === "int32";
  return numeric && data.length > 1 ? [summaryOf(data)] : [];
}
