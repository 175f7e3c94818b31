import type * as tf from "@tensorflow/tfjs";

/** A shape as text, the way TensorFlow.js prints it: `[2,4,4,3]`. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(",")}]`;
}

/** The sizes of a `[batch, ...spatial, classes]` tensor by the names of its axes. */
export interface Axes {
  readonly batch: number;
  readonly spatial: readonly number[];
  readonly classes: number;
  /** Product of the spatial sizes; 1 when there are none. */
  readonly pixels: number;
}

/** Names the axes of a `[batch, ...spatial, classes]` shape of rank 2 or more. */
export function axesOf(shape: readonly number[]): Axes {
  const [batch = 1] = shape;
  const spatial = shape.slice(1, -1);
  const classes = shape[shape.length - 1] ?? 1;
  return { batch, spatial, classes, pixels: spatial.reduce((product, size) => product * size, 1) };
}

/** The named sizes as text: `batch=2, spatial=4×4, classes=3`. */
export function axesText(shape: readonly number[]): string {
  const { batch, spatial, classes } = axesOf(shape);
  const middle = spatial.length === 0 ? "" : `, spatial=${spatial.join("×")}`;
  return `batch=${batch}${middle}, classes=${classes}`;
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** Whether a value is a tensor of TensorFlow.js, whichever copy of it made the tensor. */
export function isTensor(value: unknown): value is tf.Tensor {
  return (
    typeof value === "object" &&
    value !== null &&
    "shape" in value &&
    Array.isArray(value.shape) &&
    "dtype" in value &&
    "dataSync" in value
  );
}

/** What a value is, for error texts. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (isTensor(value)) return `a tensor of shape ${shapeText(value.shape)}`;
  return typeof value === "object" ? "an object" : typeof value;
}
