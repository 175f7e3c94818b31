import type { MimeBundle } from "../figures/types.js";
import { display } from "../figures/types.js";
import { builtin } from "../platform/builtin.js";
import { isTensor } from "../tensors/shape.js";
import { tensorBundle } from "./tensorBundle.js";

/** The MIME bundle of any value: its own, a tensor's table, or the value as text. */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (hasDisplay(value)) return value[display]();
  if (isTensor(value)) return tensorBundle(value);
  return { "text/plain": textOf(value) };
}

function hasDisplay(value: unknown): value is { [display](): MimeBundle | Promise<MimeBundle> } {
  return (
    typeof value === "object" &&
    value !== null &&
    display in value &&
    typeof value[display] === "function"
  );
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const util = builtin<typeof import("node:util")>("node:util");
  return util ? util.inspect(value) : String(value);
}
