/** Library functions that are an IoU, or become one by a line of arithmetic or an option. */
export const overlapFunctions: readonly string[] = [
  "iou",
  "dice",
  "threadOverlap",
  "softIouLoss",
  "softDiceLoss",
  "tverskyLoss",
  "focalTverskyLoss",
  "jaccardMetricLoss",
  "diceSemimetricLoss",
  "lovaszSoftmaxLoss",
];
