import type { Case } from "../../exercise.js";
import { hardLabels, integer, type Random, softLabels } from "./draw.js";
import { tensor, upTo } from "./plain.js";
import { oneHotRow } from "./rows.js";

/** Batch, height, width and classes all drawn, so that an axis taken for another shows. */
export function drawShape(random: Random) {
  return {
    outer: [integer(random, 1, 3), integer(random, 2, 5), integer(random, 3, 6)],
    classes: integer(random, 2, 4),
  };
}

/** Hard targets against soft predictions, every class present or one left out. */
export function drawHardTargets(random: Random, count: number, leaveOneOut: boolean) {
  return upTo(count).map((draw): { name: string; inputs: Case["inputs"] } => {
    const { outer, classes } = drawShape(random);
    const present = upTo(classes).slice(leaveOneOut ? 1 : 0);
    return {
      name: `drawn masks ${draw + 1}${leaveOneOut ? ", class 0 absent" : ""}`,
      inputs: [hardLabels(random, outer, classes, present), softLabels(random, outer, classes)],
    };
  });
}

/** A mask in which every class has a pixel: once met exactly, once missed at every pixel. */
export function drawExtremes(random: Random): readonly Case[] {
  const { outer, classes } = drawShape(random);
  const pixels = outer.reduce((area, side) => area * side, 1);
  const perImage = pixels / (outer[0] ?? 1);
  const indices = upTo(pixels).map((pixel) =>
    pixel % perImage < classes ? pixel % perImage : integer(random, 0, classes - 1),
  );
  const maskOf = (shift: number) =>
    tensor(
      [...outer, classes],
      indices.flatMap((index) => oneHotRow((index + shift) % classes, classes)),
    );
  return [
    { name: "drawn masks, met exactly", inputs: [maskOf(0), maskOf(0)] },
    { name: "drawn masks, missed everywhere", inputs: [maskOf(0), maskOf(1)] },
  ];
}

/** Each case as it is, and with its two masks exchanged: an overlap must not tell them apart. */
export const withExchanged = (cases: readonly Case[]): readonly Case[] =>
  cases.flatMap((given) => {
    const [target = null, prediction = null, ...rest] = given.inputs;
    const name = `${given.name}, target and prediction exchanged`;
    return [given, { name, inputs: [prediction, target, ...rest] }];
  });

/** Soft targets against soft predictions. */
export function drawSoftTargets(random: Random, count: number) {
  return upTo(count).map((draw): { name: string; inputs: Case["inputs"] } => {
    const { outer, classes } = drawShape(random);
    return {
      name: `drawn soft masks ${draw + 1}`,
      inputs: [softLabels(random, outer, classes), softLabels(random, outer, classes)],
    };
  });
}
