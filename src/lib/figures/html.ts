import { escapeHtml } from "../text/escapeHtml.js";
import type { PlotlyFrame, PlotlyLayout, PlotlyTrace } from "./types.js";

/**
 * Draws every figure of the page that is not drawn yet, when Plotly is there; runs in the browser.
 *
 * The figure's own data stand in a JSON script inside its element, so no ids are needed, and running
 * twice does no harm. Without Plotly, or without scripts, the description stays.
 */
const draw = `(() => {
  const draw = () => {
    if (!window.Plotly) return false;
    for (const box of document.querySelectorAll(".softgrad-figure:not([data-drawn])")) {
      const source = box.querySelector("script[type='application/json']");
      if (!source) continue;
      box.dataset.drawn = "";
      const figure = JSON.parse(source.textContent);
      box.textContent = "";
      window.Plotly.newPlot(box, { ...figure, config: { responsive: true, displaylogo: false } });
    }
    return true;
  };
  if (!draw()) window.addEventListener("load", draw, { once: true });
})();`;

interface FigureJson {
  readonly data: readonly PlotlyTrace[];
  readonly layout: PlotlyLayout;
  readonly frames?: readonly PlotlyFrame[];
}

/** HTML of a figure: its description, which a script replaces by the drawing where Plotly is loaded. */
export function figureHtml(figure: FigureJson, description: string): string {
  const height = typeof figure.layout.height === "number" ? figure.layout.height : 360;
  const label = escapeHtml(description);
  return (
    `<div class="softgrad-figure" role="img" aria-label="${label}" style="height:${height}px">` +
    `<p>${label}</p>` +
    `<script type="application/json">${scriptJson(figure)}</script></div>` +
    `<script>${draw}</script>`
  );
}

/** JSON that cannot end the script it stands in, nor break a line of it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
