import { assertNumber, assertWord } from "../../tensors/checks.js";
import type { TverskyOptions } from "../options.js";

/** Throws for weights or a form that no Tversky loss can use. */
export function assertTversky(action: string, options: TverskyOptions): void {
  const { falsePositiveWeight = 0.5, falseNegativeWeight = 0.5, form = "product" } = options;
  assertNumber(action, "falsePositiveWeight", falsePositiveWeight, 0);
  assertNumber(action, "falseNegativeWeight", falseNegativeWeight, 0);
  assertWord(action, "form", form, ["product", "l1"]);
}
