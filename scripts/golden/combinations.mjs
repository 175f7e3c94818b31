// The oracle's words for sums of losses, in the library's.
import { overlapOptions } from "./overlaps.mjs";

export function combinations(softgrad) {
  const dice = (given) => [
    softgrad.softDiceLoss,
    given.params.lambdaDice,
    { ...overlapOptions(given), activation: "softmax" },
  ];
  return {
    diceCE: (given) => (x, t) => {
      const { lambdaCe, labelSmoothing } = given.params;
      const parts = [dice(given), [softgrad.softmaxCrossEntropy, lambdaCe, { labelSmoothing }]];
      return softgrad.combineLosses(parts)(t, x);
    },
    diceFocal: (given) => (x, t) => {
      const { lambdaFocal, gamma, focalActivation: activation } = given.params;
      const parts = [dice(given), [softgrad.focalLoss, lambdaFocal, { gamma, activation }]];
      return softgrad.combineLosses(parts)(t, x);
    },
  };
}
