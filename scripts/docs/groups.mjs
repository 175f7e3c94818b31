const pixelLosses = [
  "softmaxCrossEntropy",
  "sigmoidCrossEntropy",
  "focalLoss",
  "brierLoss",
  "combineLosses",
];

/** The page's parts: which functions stand in each, by their file. */
export const groups = [
  { title: "Labels", has: ({ folder }) => folder === "labels" },
  {
    title: "Overlap losses",
    has: ({ folder, name }) => folder === "losses" && !pixelLosses.includes(name),
  },
  {
    title: "Pixel losses",
    has: ({ folder, name }) => folder === "losses" && pixelLosses.includes(name),
  },
  { title: "Metrics", has: ({ folder }) => folder === "metrics" },
  { title: "Gradients", has: ({ folder }) => folder === "gradients" },
  { title: "Figures", has: ({ folder }) => folder === "figures" },
  { title: "Showing", has: ({ folder }) => folder === "showing" },
  { title: "Backend", has: ({ folder }) => folder === "backend" },
];
