import type { MimeBundle } from "../figures/types.js";
import { bundleOf } from "./bundle.js";
import { tslabDisplay } from "./tslabDisplay.js";

/** Where a kernel puts its own way out: a function that takes one MIME bundle. */
const hook = Symbol.for("softgrad.display");

/**
 * Shows a value in the notebook, in its richest form that the front end can draw.
 *
 * The value's own MIME bundle is taken from `value[Symbol.for("Jupyter.display")]()`; a tensor is a
 * table with its shape and dtype; anything else is text. The whole bundle goes out in one message.
 * Where there is no notebook, the text goes to the console.
 *
 * @param value anything.
 * @returns a promise when the value's bundle is one, else nothing.
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { show } from "softgrad";
 * show(tf.tensor2d([[1, 2], [3, 4]]));
 * ```
 */
export function show(value: unknown): Promise<void> | undefined {
  const bundle = bundleOf(value);
  if (bundle instanceof Promise) return bundle.then(send);
  send(bundle);
  return undefined;
}

function send(bundle: MimeBundle): void {
  const kernel: unknown = Reflect.get(globalThis, hook);
  const write = typeof kernel === "function" ? kernel : tslabDisplay();
  if (write) write(bundle);
  else console.log(bundle["text/plain"] ?? "");
}
