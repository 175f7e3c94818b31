/** Library functions that are an overlap, or become one by a line of arithmetic or an option. */
export const overlapFunctions: readonly string[] = [
  "iou",
  "dice",
  "threadOverlap",
  "softIouLoss",
  "softDiceLoss",
  "generalizedDiceLoss",
  "tverskyLoss",
  "focalTverskyLoss",
  "jaccardMetricLoss",
  "diceSemimetricLoss",
  "lovaszSoftmaxLoss",
  "lovaszHingeLoss",
];
