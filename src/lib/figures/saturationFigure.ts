import { assertPositive } from "../tensors/checks.js";
import { figure } from "./figure.js";
import type { PlotlyFigure } from "./types.js";

export interface SaturationOptions {
  /** "value": the soft label itself; "gradient": its slope; "gradient" when absent. */
  readonly quantity?: "value" | "gradient";
  /** The curves run from minus this to this difference of logits; 4 when absent. */
  readonly reach?: number;
  /** What the picture shows, in a sentence; when absent it says how steep each curve is. */
  readonly description?: string;
}

/**
 * Draws how a soft label, or its gradient, depends on the logits for several values of α.
 *
 * With two classes softmax(α x) is σ(α d), d being the difference of the logits, and its slope is
 * α σ (1 − σ): the larger α is, the narrower the band of logits in which a gradient is left.
 *
 * @param alphas one curve each, more than 0; 1, 2, 5, 20 when absent.
 * @throws {RangeError} when an alpha or the reach is not a finite number above 0.
 * @example
 * ```ts
 * import { saturationFigure, show } from "softgrad";
 * show(saturationFigure([1, 5, 50]));
 * ```
 */
export function saturationFigure(
  alphas: readonly number[] = [1, 2, 5, 20],
  { quantity = "gradient", reach = 4, description }: SaturationOptions = {},
): PlotlyFigure {
  const action = "draw the saturation";
  for (const [index, alpha] of alphas.entries()) {
    assertPositive(action, `alphas[${index}]`, alpha);
  }
  assertPositive(action, "reach", reach);
  const differences = Array.from({ length: 201 }, (_, index) => reach * (index / 100 - 1));
  const y = (alpha: number) => (difference: number) => {
    // 1 − σ would round to 0 far from the middle; the slope is the same on both sides of it.
    const far = Math.exp(-alpha * Math.abs(difference));
    if (quantity === "gradient") return (alpha * far) / (1 + far) ** 2;
    return difference < 0 ? far / (1 + far) : 1 / (1 + far);
  };
  const curves = alphas.map((alpha) => ({
    type: "scatter",
    mode: "lines",
    name: `α = ${alpha}`,
    x: differences,
    y: differences.map(y(alpha)),
  }));
  const peak = (alpha: number) =>
    quantity === "value"
      ? `from 0.1 to 0.9 within ${rounded((2 * Math.log(9)) / alpha)}`
      : `${rounded(alpha / 4)} at 0, ${rounded(y(alpha)(reach))} at ${reach}`;
  const what = quantity === "value" ? "Soft label" : "Gradient of the soft label";
  const title = `${what} against the difference of two logits`;
  return figure(
    curves,
    {
      title,
      xaxis: { title: { text: "difference of the logits" } },
      yaxis: { title: { text: quantity === "value" ? "σ(α d)" : "slope" } },
    },
    {
      description:
        description ??
        `${title}: ${alphas.map((alpha) => `α = ${alpha} ${peak(alpha)}`).join("; ")}`,
    },
  );
}

const rounded = (value: number) => String(Number(value.toPrecision(2)));
