import { text } from "./theme.js";
import type { PlotlyLayout } from "./types.js";

/** Room beneath the axes' titles for a slider with its labels. */
export const sliderSpace = 90;

/** A slider that brings a figure to its frames, one step each; the first is where it stands. */
export function frameSlider(names: readonly string[], prefix: string): PlotlyLayout {
  const at = {
    mode: "immediate",
    transition: { duration: 0 },
    frame: { duration: 0, redraw: true },
  };
  return {
    sliders: [
      {
        active: 0,
        tickcolor: text,
        bordercolor: text,
        bgcolor: "rgba(128,128,128,0.25)",
        currentvalue: { prefix },
        pad: { t: 50, b: 10 },
        steps: names.map((name) => ({ label: name, method: "animate", args: [[name], at] })),
      },
    ],
  };
}
