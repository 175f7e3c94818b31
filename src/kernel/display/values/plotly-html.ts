import { escapeHtml } from "../escape.js";

/** Where a page that has no Plotly of its own takes it from; from version 3 it is a global under RequireJS too. */
const source = "https://cdn.plot.ly/plotly-3.0.1.min.js";

/**
 * Draws the figures of the page that are not drawn yet; runs in the browser.
 *
 * A page's own Plotly comes first, once all of it is loaded. Running it twice does no harm.
 */
const draw = `(() => {
  const draw = () => {
    for (const box of document.querySelectorAll(".jupyter-plotly:not([data-drawn])")) {
      box.dataset.drawn = "";
      const { config, ...figure } = JSON.parse(box.querySelector("script").textContent);
      box.textContent = "";
      window.Plotly.newPlot(box, { ...figure, config: { responsive: true, ...config } });
    }
  };
  const load = () => {
    if (window.Plotly) return draw();
    if (document.querySelector('script[src="${source}"]')) return;
    const script = document.createElement("script");
    script.src = "${source}";
    script.onload = draw;
    document.head.append(script);
  };
  if (window.Plotly || document.readyState === "complete") load();
  else window.addEventListener("load", load, { once: true });
})();`;

/**
 * A figure as HTML, for pages that know nothing of its JSON, such as nbconvert's: its caption, which
 * a script replaces by the drawing. Without Plotly or the net the caption stays.
 */
export function plotlyHtml(figure: unknown, caption: string): string {
  const label = escapeHtml(caption);
  return (
    `<div class="jupyter-plotly" role="img" aria-label="${label}">` +
    `<p>${label}</p><script type="application/json">${scriptJson(figure)}</script></div>` +
    `<script>${draw}</script>`
  );
}

/** JSON that cannot end the script it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
