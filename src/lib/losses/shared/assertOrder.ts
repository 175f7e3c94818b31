import { isTensor, sameShape, shapeText } from "../../tensors/shape.js";

/** Throws a TypeError when class indices stand second, after floats of a class axis: PyTorch's order. */
export function assertOrder(action: string, target: unknown, prediction: unknown): void {
  if (!isTensor(target) || !isTensor(prediction)) return;
  if (prediction.dtype !== "int32" || target.dtype !== "float32") return;
  if (!sameShape(prediction.shape, target.shape.slice(0, -1))) return;
  throw new TypeError(
    `Cannot ${action}: the target comes first, then the prediction, but class indices ` +
      `${shapeText(prediction.shape)} came second, after float32 ${shapeText(target.shape)}`,
  );
}
