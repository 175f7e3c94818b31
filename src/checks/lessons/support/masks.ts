import type { Data } from "../../data.js";
import { at, plain, upTo } from "./plain.js";

/** `[batch, ...spatial, classes]` with every image's pixels in one row. */
export interface Masks {
  readonly images: readonly number[];
  readonly pixels: readonly number[];
  readonly classes: readonly number[];
  at(image: number, pixel: number, k: number): number;
}

export function masksOf(data: Data | undefined): Masks {
  const { shape, values } = plain(data);
  const images = shape[0] ?? 0;
  const classes = shape.at(-1) ?? 0;
  const pixels = shape.slice(1, -1).reduce((area, side) => area * side, 1);
  return {
    images: upTo(images),
    pixels: upTo(pixels),
    classes: upTo(classes),
    at: (image, pixel, k) => at(values, (image * pixels + pixel) * classes + k),
  };
}

/** What two masks share and cover, one class of one image at a time. */
export interface Overlap {
  readonly image: number;
  readonly k: number;
  /** Σ t·p */
  readonly both: number;
  /** Σ t */
  readonly target: number;
  /** Σ p */
  readonly prediction: number;
}

export function overlaps(targetData: Data | undefined, predictionData: Data | undefined) {
  const t = masksOf(targetData);
  const p = masksOf(predictionData);
  const found: Overlap[] = [];
  for (const image of t.images) {
    for (const k of t.classes) {
      let both = 0;
      let target = 0;
      let prediction = 0;
      for (const pixel of t.pixels) {
        both += t.at(image, pixel, k) * p.at(image, pixel, k);
        target += t.at(image, pixel, k);
        prediction += p.at(image, pixel, k);
      }
      found.push({ image, k, both, target, prediction });
    }
  }
  return { images: t.images.length, classes: t.classes.length, found };
}
