import { figure } from "./figure.js";
import { pixelBars } from "./pixelBars.js";
import type { PlotlyAxis, PlotlyFigure } from "./types.js";

/** One matrix of pixels, and how its values are coloured. */
export interface PixelPanel {
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
  /** Plotly's `marker` but for the colours' values: cmin, cmax, colorscale, showscale, colorbar. */
  readonly marker: Readonly<Record<string, unknown> & { cmin: number; cmax: number }>;
  /** Text on each pixel instead of a scale. */
  readonly written: boolean;
}

/** Draws matrices side by side, each pixel a square, the first row at the top as in an image. */
export function pixelPanels(
  panels: readonly PixelPanel[],
  { title, description, below = 0 }: { title: string; description?: string; below?: number },
): PlotlyFigure {
  const axes: Record<string, PlotlyAxis> = {};
  const width = 1 / panels.length;
  const traces = panels.map(({ name, rows, marker, written }, index) => {
    const suffix = index === 0 ? "" : String(index + 1);
    const columns = rows[0]?.length ?? 1;
    axes[`xaxis${suffix}`] = {
      ...bare,
      domain: [index * width + 0.02, (index + 1) * width - 0.02],
      title: { text: name },
      range: [-0.5, columns - 0.5],
    };
    axes[`yaxis${suffix}`] = {
      ...bare,
      range: [rows.length - 0.5, -0.5],
      scaleanchor: `x${suffix}`,
      anchor: `x${suffix}`,
    };
    return {
      ...pixelBars(rows, written, Math.abs(marker.cmax - marker.cmin)),
      name,
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      marker: { color: rows.flat(), ...marker },
    };
  });
  const proportions = panels.map(({ rows }) => rows.length / (rows[0]?.length ?? 1));
  // As high as square pixels make the masks in a notebook's column, about 640 pixels wide.
  const square = Math.round(110 + (640 / panels.length) * Math.max(...proportions));
  const height = Math.min(360, square) + below;
  const margin = { l: 20, r: 20, t: 50, b: 50 + below };
  return figure(
    traces,
    { title, height, margin, barmode: "overlay", showlegend: false, ...axes },
    description === undefined ? {} : { description },
  );
}

const bare = { showticklabels: false, showgrid: false, zeroline: false, constrain: "domain" };
