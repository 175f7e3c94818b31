import type { MimeBundle } from "../types.js";
import { isInspectable } from "./look.js";

/** A model of TensorFlow.js, told by how it looks, as its own summary of layers and parameters. */
export function modelBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value) || !("layers" in value && Array.isArray(value.layers)))
    return undefined;
  if (!("countParams" in value && "summary" in value)) return undefined;
  const { summary } = value;
  if (typeof value.countParams !== "function" || typeof summary !== "function") return undefined;
  const lines: string[] = [];
  // Throws where the model is not built yet; then it is shown like any other object.
  Reflect.apply(summary, value, [
    undefined,
    undefined,
    (line: unknown) => lines.push(String(line)),
  ]);
  return lines.length > 0 ? { "text/plain": lines.join("\n") } : undefined;
}
