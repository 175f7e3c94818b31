import { sameShape } from "../lib/tensors/shape.js";
import { formatShape } from "./numbers.js";

/** Says how a shape is wrong, axis by axis and by the axes' names where given; `null` if it is right. */
export function compareShapes(
  expected: readonly number[],
  got: readonly number[],
  axes: readonly string[] = [],
): string | null {
  if (sameShape(expected, got)) return null;
  const named = axes.length === expected.length && axes.length > 0;
  const wanted = `${formatShape(expected)}${named ? ` = [${axes.join(", ")}]` : ""}`;
  const said = `the shape should be ${wanted} and is ${formatShape(got)}`;
  if (expected.length !== got.length) {
    const difference = Math.abs(expected.length - got.length);
    const plural = difference === 1 ? "axis" : "axes";
    const excess = got.length > expected.length ? "too many" : "missing";
    return `${said}: ${difference} ${plural} ${excess}`;
  }
  const wrong = expected.flatMap((length, axis) =>
    length === got[axis]
      ? []
      : [`axis ${axis}${named ? ` (${axes[axis]})` : ""} should be ${length} and is ${got[axis]}`],
  );
  return `${said}: ${wrong.join(", ")}`;
}
