import type { Data } from "../../data.js";
import { masksOf } from "./masks.js";
import { sum, tensor } from "./plain.js";

type Term = (target: number, prediction: number) => number;

/** Each term summed over the pixels of class `k` of one image. */
export type TermSums<Name extends string> = { readonly k: number } & Readonly<Record<Name, number>>;

/** Sums the terms of a pixel's target and prediction, one class of one image at a time. */
export function termSums<Name extends string>(terms: Readonly<Record<Name, Term>>) {
  const names = Object.keys(terms) as Name[];
  return (target?: Data, prediction?: Data) => {
    const t = masksOf(target);
    const p = masksOf(prediction);
    const found = t.images.flatMap((image) =>
      t.classes.map((k) => {
        const total = (term: Term) =>
          sum(t.pixels.map((pixel) => term(t.at(image, pixel, k), p.at(image, pixel, k))));
        const sums = Object.fromEntries(names.map((name) => [name, total(terms[name])]));
        return { k, ...sums } as TermSums<Name>;
      }),
    );
    return { images: t.images.length, classes: t.classes.length, found };
  };
}

/** A loss of such sums as an exercise's formula: `[batch, classes]`. */
export const lossOfEach =
  <Name extends string>(sumsOf: ReturnType<typeof termSums<Name>>) =>
  (loss: (sums: TermSums<Name>) => number) =>
  (target?: Data, prediction?: Data): Data => {
    const { images, classes, found } = sumsOf(target, prediction);
    return tensor([images, classes], found.map(loss));
  };
