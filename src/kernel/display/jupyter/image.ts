import { $display, type Displayable } from "../types.js";
import { imageBundle } from "../values/image.js";
import { messageOf } from "../values/text.js";

/**
 * An image or PDF document that shows itself, from its bytes or from the file at a path.
 *
 * @throws {TypeError} when the bytes are of no format that front ends show.
 */
export function imageOf(
  source: string | Uint8Array,
  readFile?: (path: string) => Uint8Array,
): Displayable {
  const bundle = imageBundle(typeof source === "string" ? bytesAt(source, readFile) : source);
  if (!bundle) {
    throw new TypeError(
      "Cannot show an image: its bytes are not PNG, JPEG, GIF, WebP, SVG or PDF by their first ones",
    );
  }
  return { [$display]: () => bundle };
}

function bytesAt(path: string, readFile?: (path: string) => Uint8Array): Uint8Array {
  if (!readFile)
    throw new TypeError("Cannot show an image: files cannot be read here, give its bytes");
  try {
    return readFile(path);
  } catch (cause) {
    throw new Error(`Cannot show the image ${path}: ${messageOf(cause)}`, { cause });
  }
}
