import { assertKnown } from "../tensors/assertKnown.js";
import { assertPositive, assertWord } from "../tensors/checks.js";
import { figure } from "./figure.js";
import { frameSlider, sliderSpace } from "./frameSlider.js";
import { dashOf } from "./strokes.js";
import { colorway } from "./theme.js";
import type { PlotlyAxis, PlotlyFigure, PlotlyLayout, PlotlyTrace } from "./types.js";

export interface SaturationOptions {
  /**
   * "value": the soft label itself; "gradient": its slope; "both": one above the other. When absent
   * "gradient", and "both" with a slider.
   */
  readonly quantity?: "value" | "gradient" | "both";
  /** Whether a slider picks α, in place of one curve for each; false when absent. */
  readonly slider?: boolean;
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
 * @param alphas one curve or step of the slider each, more than 0; 1, 2, 5, 20 when absent.
 * @throws {RangeError} when there is no alpha, or one or the reach is not a finite number above 0.
 * @example
 * ```ts
 * import { saturationFigure, show } from "softgrad";
 * show(saturationFigure([1, 5, 50]));
 * show(saturationFigure([1, 2, 5, 10, 20, 50], { slider: true }));
 * ```
 */
export function saturationFigure(
  alphas: readonly number[] = [1, 2, 5, 20],
  options: SaturationOptions = {},
): PlotlyFigure {
  const { slider = false, quantity = slider ? "both" : "gradient", reach = 4 } = options;
  const action = "draw the saturation";
  assertKnown(action, options, ["quantity", "slider", "reach", "description"]);
  if (alphas.length === 0) {
    throw new RangeError(`Cannot ${action}: alphas must have a value, but are empty`);
  }
  for (const [index, alpha] of alphas.entries()) {
    assertPositive(action, `alphas[${index}]`, alpha);
  }
  assertPositive(action, "reach", reach);
  assertWord(action, "quantity", quantity, ["value", "gradient", "both"]);
  const both = quantity === "both";
  const panels: readonly Panel[] = both ? ["value", "gradient"] : [quantity];
  const curvesOf = (alpha: number, index: number) =>
    panels.map((panel, at) => curve(panel, alpha, reach, index, at));
  const names = alphas.map(String);
  const said = panels.map(
    (panel) =>
      `${titles[panel]} against the difference of two logits: ` +
      alphas.map((alpha) => `for α = ${alpha}, ${described(panel, alpha, reach)}`).join("; "),
  );
  const what = both ? "Soft label and its gradient" : titles[quantity];
  const height = (both ? 460 : 360) + (slider ? sliderSpace : 0);
  return figure(
    alphas.slice(0, slider ? 1 : undefined).flatMap(curvesOf),
    {
      title: `${what} against the difference of two logits`,
      height,
      xaxis: { title: { text: "difference of the logits" }, anchor: both ? "y2" : "y" },
      ...axes(panels, slider ? Math.max(...alphas) : undefined),
      ...(slider ? { ...frameSlider(names, "α = "), showlegend: false } : {}),
    },
    {
      description: options.description ?? said.join(". "),
      ...(slider
        ? { frames: alphas.map((alpha) => ({ name: String(alpha), data: curvesOf(alpha, 0) })) }
        : {}),
    },
  );
}

type Panel = "value" | "gradient";
const titles = { value: "Soft label", gradient: "Gradient of the soft label" };

/**
 * Axes of the panels, top to bottom. A slider's stand still, and its slopes are logarithmic: from
 * α = 1 to α = 50 they differ by more than a linear axis shows.
 */
function axes(panels: readonly Panel[], steepest: number | undefined): PlotlyLayout {
  const entries = panels.map((panel, at) => {
    const axis = {
      title: { text: panel === "value" ? "σ(α d)" : "slope", standoff: 12 },
      ...(panels.length > 1 ? { domain: at === 0 ? [0.56, 1] : [0, 0.44] } : {}),
      ...(steepest === undefined ? {} : standing(panel, steepest)),
    };
    return [at === 0 ? "yaxis" : "yaxis2", axis];
  });
  return Object.fromEntries(entries);
}

/** An axis for all steps of a slider. */
function standing(panel: Panel, steepest: number): PlotlyAxis {
  if (panel === "value") return { range: [-0.05, 1.05] };
  return {
    type: "log",
    tickfont: { size: 11 },
    exponentformat: "power",
    dtick: 2,
    range: [-9, Math.log10(steepest / 4) + 0.5],
  };
}

function curve(panel: Panel, alpha: number, reach: number, index: number, at: number): PlotlyTrace {
  const x = Array.from({ length: 201 }, (_, point) => reach * (point / 100 - 1));
  const name = `α = ${alpha}`;
  return {
    type: "scatter",
    mode: "lines",
    name,
    legendgroup: name,
    showlegend: at === 0,
    x,
    y: x.map((difference) => heightOf(panel, alpha, difference)),
    yaxis: at === 0 ? "y" : "y2",
    line: { color: colorway[index % colorway.length], dash: dashOf(index) },
  };
}

function heightOf(panel: Panel, alpha: number, difference: number): number {
  // 1 − σ would round to 0 far from the middle; the slope is the same on both sides of it.
  const far = Math.exp(-alpha * Math.abs(difference));
  if (panel === "gradient") return (alpha * far) / (1 + far) ** 2;
  return difference < 0 ? far / (1 + far) : 1 / (1 + far);
}

function described(panel: Panel, alpha: number, reach: number): string {
  return panel === "value"
    ? `from 0.1 to 0.9 within ${rounded((2 * Math.log(9)) / alpha)}`
    : `${rounded(alpha / 4)} at 0 and ${rounded(heightOf(panel, alpha, reach))} at ${reach}`;
}

const rounded = (value: number) => String(Number(value.toPrecision(2)));
