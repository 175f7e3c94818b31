import { grid, type LogitLoss, type Place, slopeAt } from "./logitGrid.js";
import { colorway } from "./theme.js";

/** Cells as bars: heatmaps are not in Plotly's basic bundle, which offline pages carry. */
export function lossMap(
  cells: readonly { readonly at: Place; readonly value: number }[],
  side: number,
) {
  return {
    type: "bar",
    name: "loss",
    showlegend: false,
    x: cells.map(({ at }) => at[0]),
    y: cells.map(() => side),
    base: cells.map(({ at }) => at[1] - side / 2),
    width: side,
    hoverinfo: "text",
    hovertext: cells.map(({ at, value }) => `${placeText(at)}: ${rounded(value)}`),
    marker: {
      color: cells.map(({ value }) => value),
      colorscale: "Cividis",
      showscale: true,
      colorbar: { title: { text: "loss" }, thickness: 12, outlinewidth: 0 },
      line: { width: 0 },
    },
  };
}

/** Which way is down at nine places a side, clear of the map's rim; a dot where the gradient is zero. */
export function arrows(loss: LogitLoss, [first, last]: Place) {
  const rim = (last - first) / 16;
  const places = grid([first + rim, last - rim], 9).map((at) => ({ at, slope: slopeAt(loss, at) }));
  const flat = ([a, b]: Place) => a === 0 && b === 0;
  return {
    type: "scatter",
    mode: "markers",
    name: "way down",
    x: places.map(({ at }) => at[0]),
    y: places.map(({ at }) => at[1]),
    hovertext: places.map(({ slope }) => `gradient ${placeText(slope)}`),
    hoverinfo: "text",
    marker: {
      size: 11,
      color: "#F2F2F2",
      line: { width: 1, color: "#333333" },
      symbol: places.map(({ slope }) => (flat(slope) ? "circle" : "arrow")),
      // Plotly counts an arrow's degrees clockwise from upwards.
      angle: places.map(({ slope: [a, b] }) => (Math.atan2(-a, -b) * 180) / Math.PI),
    },
  };
}

/** The path of a descent. */
export function descentPath(path: readonly Place[]) {
  return {
    type: "scatter",
    mode: "lines+markers",
    name: "descent",
    x: path.map(([a]) => a),
    y: path.map(([, b]) => b),
    line: { color: colorway[1], width: 3 },
    marker: { size: 6, color: colorway[1] },
  };
}

export const rounded = (value: number): string => String(Number(value.toPrecision(3)));
export const placeText = ([a, b]: Place): string => `(${rounded(a)}, ${rounded(b)})`;
