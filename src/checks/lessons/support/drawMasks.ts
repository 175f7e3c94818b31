import type { Case } from "../../exercise.js";
import { hardLabels, integer, type Random, softLabels } from "./draw.js";
import { upTo } from "./plain.js";

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
