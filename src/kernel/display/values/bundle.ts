import type { MimeBundle, TextOptions } from "../types.js";
import { collectionBundle } from "./collection.js";
import { dataFrameBundle } from "./data-frame.js";
import { domBundle } from "./dom.js";
import { htmlLikeBundle } from "./html-like.js";
import { imageBundle } from "./image.js";
import { modelBundle } from "./model.js";
import { ownBundle } from "./own.js";
import { plotlyBundle } from "./plotly.js";
import { recordsBundle } from "./records.js";
import { tensorBundle } from "./tensor.js";
import { textOf } from "./text.js";
import { typedArrayBundle } from "./typed-array.js";
import { vegaBundle } from "./vega.js";

/** From the most to the least particular; the first that knows the value shows it. */
const renderers: readonly ((value: unknown) => MimeBundle | undefined)[] = [
  tensorBundle,
  modelBundle,
  imageBundle,
  typedArrayBundle,
  collectionBundle,
  domBundle,
  htmlLikeBundle,
  vegaBundle,
  plotlyBundle,
  dataFrameBundle,
  recordsBundle,
];

/**
 * How a value is shown: its representations by MIME type, text/plain always among them.
 *
 * A value with a `Symbol.for("Jupyter.display")` method says itself how; the rest is told by how it
 * looks, without knowledge of the libraries: tensors, models, images and documents in bytes, typed
 * arrays, Map and Set, DOM elements and canvases, what has a `toHTML` method, Vega and Plotly charts, data frames, arrays of
 * plain objects. Errors, promises and all others are text.
 *
 * @returns a promise only when the value's own method gives one. Neither throws nor rejects.
 */
export function bundleOf(
  value: unknown,
  options: TextOptions = {},
): MimeBundle | Promise<MimeBundle> {
  const own = ownBundle(value, options);
  if (own instanceof Promise) return own.then((bundle) => bundle ?? foundBundle(value, options));
  return own ?? foundBundle(value, options);
}

function foundBundle(value: unknown, options: TextOptions): MimeBundle {
  for (const render of renderers) {
    try {
      const bundle = render(value);
      if (bundle) return bundle;
    } catch {
      // A getter that throws, or data that is no JSON: the value is not what it looked like.
    }
  }
  return { "text/plain": textOf(value, options) };
}
