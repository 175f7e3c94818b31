import { assertSmoothing } from "../../labels/smoothLabels.js";
import { assertAlpha } from "../../labels/softOneHot.js";
import { assertNumber, assertPerClass, assertWord } from "../../tensors/checks.js";
import type {
  ActivationOptions,
  CrossEntropyOptions,
  LossOptions,
  OverlapOptions,
} from "../options.js";
import { assertClasses } from "./classes.js";

/** Throws for an option that no overlap loss can use. */
export function assertOverlapOptions(
  action: string,
  options: OverlapOptions,
  shape: readonly number[],
): void {
  const { smooth = 0, over = "image", classes = "all" } = options;
  assertLossOptions(action, options, shape);
  assertActivation(action, options);
  assertWord(action, "over", over, ["image", "batch"]);
  if (typeof smooth === "object") {
    assertNumber(action, "smooth.numerator", smooth.numerator, 0);
    assertNumber(action, "smooth.denominator", smooth.denominator, 0);
  } else assertNumber(action, "smooth", smooth, 0);
  if (Array.isArray(classes)) assertClasses(action, classes, shape);
  else assertWord(action, "classes", classes, ["all", "present"]);
}

/** Throws for an activation that there is not, or an alpha that has no logits to sharpen. */
export function assertActivation(
  action: string,
  { activation = "none", alpha = 1 }: ActivationOptions,
): void {
  assertWord(action, "activation", activation, ["none", "softmax", "sigmoid"]);
  assertAlpha(action, alpha);
  if (alpha !== 1 && activation === "none") {
    throw new RangeError(
      `Cannot ${action}: alpha sharpens logits, so it needs activation "softmax" or "sigmoid", but activation is "none"`,
    );
  }
}

/** Throws for an option that no cross-entropy can use. */
export function assertCrossEntropyOptions(
  action: string,
  options: CrossEntropyOptions,
  shape: readonly number[],
): void {
  assertLossOptions(action, options, shape);
  if (options.labelSmoothing !== undefined) {
    assertSmoothing(action, "labelSmoothing", options.labelSmoothing);
  }
}

/** Throws for an option that no loss can use. */
export function assertLossOptions(
  action: string,
  options: LossOptions,
  shape: readonly number[],
): void {
  const { reduction = "mean", classWeights, ignoreIndex } = options;
  assertWord(action, "reduction", reduction, ["none", "mean", "sum"]);
  if (classWeights) assertPerClass(action, "classWeights", classWeights, shape);
  if (ignoreIndex !== undefined && !Number.isInteger(ignoreIndex)) {
    throw new RangeError(
      `Cannot ${action}: ignoreIndex must be a whole number, but is ${ignoreIndex}`,
    );
  }
}
