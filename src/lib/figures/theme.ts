/** Okabe and Ito's colours, which people with any colour vision can tell apart; black is left out. */
export const colorway: readonly string[] = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#F0E442",
];

/** A grey with a contrast of more than 4 : 1 on white and on JupyterLab's dark grey. */
export const text = "#787878";
const grid = "rgba(128,128,128,0.25)";
const axis = {
  gridcolor: grid,
  zerolinecolor: "rgba(128,128,128,0.5)",
  linecolor: text,
  automargin: true,
  title: { standoff: 10 },
};

/** Defaults of every figure, as a Plotly template: whatever a figure's own layout says wins. */
export const template = {
  layout: {
    colorway,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: text, family: "system-ui, sans-serif", size: 13 },
    margin: { l: 60, r: 20, t: 50, b: 60 },
    xaxis: axis,
    yaxis: axis,
    colorscale: { sequential: "Viridis" },
    legend: { bgcolor: "rgba(0,0,0,0)" },
    hovermode: "closest",
    // Upright at the right edge, where it does not cover the title.
    modebar: { orientation: "v", bgcolor: "rgba(0,0,0,0)" },
  },
};
