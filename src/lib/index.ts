export {
  type BackendName,
  type BestBackendOptions,
  useBestBackend,
} from "./backend/useBestBackend.js";
export { type CurveFigureOptions, curveFigure } from "./figures/curveFigure.js";
export { type FigureOptions, figure } from "./figures/figure.js";
export { type GradientFigureOptions, gradientFigure } from "./figures/gradientFigure.js";
export { type LandscapeOptions, landscapeFigure } from "./figures/landscapeFigure.js";
export { type LandscapeMapOptions, landscapeMapFigure } from "./figures/landscapeMapFigure.js";
export { type MaskFigureOptions, maskFigure } from "./figures/maskFigure.js";
export { type MinimiserOptions, minimiserFigure } from "./figures/minimiserFigure.js";
export { type ReliabilityFigureOptions, reliabilityFigure } from "./figures/reliabilityFigure.js";
export { type SaturationOptions, saturationFigure } from "./figures/saturationFigure.js";
export type {
  Column,
  MimeBundle,
  PlotlyAxis,
  PlotlyFigure,
  PlotlyFrame,
  PlotlyLayout,
  PlotlyTrace,
} from "./figures/types.js";
export { type CheckGradientOptions, checkGradient } from "./gradients/checkGradient.js";
export type { GradientCheck, GradientElement, InputCheck } from "./gradients/gradientCheck.js";
export type { TensorFunction } from "./gradients/numericGradient.js";
export { stopGradient } from "./gradients/stopGradient.js";
export {
  type GradientTrace,
  type StepStatus,
  type TracedInput,
  type TracedInputs,
  type TraceStep,
  traceGradient,
} from "./gradients/trace/index.js";
export { type GumbelSoftmaxOptions, gumbelSoftmax } from "./labels/gumbelSoftmax.js";
export { labelsFromVotes, type VotesOptions } from "./labels/labelsFromVotes.js";
export { type OneHotOptions, oneHot } from "./labels/oneHot.js";
export { smoothLabels } from "./labels/smoothLabels.js";
export { softBinary } from "./labels/softBinary.js";
export { type SharpnessOptions, softOneHot } from "./labels/softOneHot.js";
export { straightThrough } from "./labels/straightThrough.js";
export type { VoteOptions, WeightedVoteOptions } from "./labels/voteCounts.js";
export { type BrierLossOptions, brierLoss } from "./losses/brierLoss.js";
export { combineLosses, type Loss, type WeightedLoss } from "./losses/combineLosses.js";
export { diceSemimetricLoss } from "./losses/diceSemimetricLoss.js";
export { type FocalLossOptions, focalLoss } from "./losses/focalLoss.js";
export { focalTverskyLoss } from "./losses/focalTverskyLoss.js";
export { generalizedDiceLoss } from "./losses/generalizedDiceLoss.js";
export { jaccardMetricLoss } from "./losses/jaccardMetricLoss.js";
export { lovaszHingeLoss } from "./losses/lovaszHingeLoss.js";
export { lovaszSoftmaxLoss } from "./losses/lovaszSoftmaxLoss.js";
export type {
  Activation,
  ActivationOptions,
  CrossEntropyOptions,
  FocalTverskyOptions,
  GeneralizedDiceOptions,
  LossOptions,
  LovaszOptions,
  MaskOptions,
  OverlapForm,
  OverlapOptions,
  PlainOverlapOptions,
  Reduction,
  SigmoidCrossEntropyOptions,
  Smooth,
  TverskyOptions,
  VariantOptions,
} from "./losses/options.js";
export { sigmoidCrossEntropy } from "./losses/sigmoidCrossEntropy.js";
export { softDiceLoss } from "./losses/softDiceLoss.js";
export { softIouLoss } from "./losses/softIouLoss.js";
export { softmaxCrossEntropy } from "./losses/softmaxCrossEntropy.js";
export { tverskyLoss } from "./losses/tverskyLoss.js";
export { fleissKappa } from "./metrics/agreement/fleissKappa.js";
export {
  type KrippendorffOptions,
  krippendorffAlpha,
} from "./metrics/agreement/krippendorffAlpha.js";
export { brierScore } from "./metrics/brierScore.js";
export { type ConfusionOptions, confusionCounts } from "./metrics/confusionCounts.js";
export type { ClassConfusion, ConfusionCounts } from "./metrics/countClasses.js";
export { dice } from "./metrics/dice.js";
export { type EntropyOptions, entropy } from "./metrics/entropy.js";
export { expectedCalibrationError } from "./metrics/expectedCalibrationError.js";
export { iou } from "./metrics/iou.js";
export type { OverlapMetricOptions } from "./metrics/options.js";
export { type ReliabilityOptions, reliability } from "./metrics/reliability.js";
export type { Reliability, ReliabilityBin } from "./metrics/reliabilityBins.js";
export { threadOverlap } from "./metrics/threadOverlap.js";
export { show } from "./showing/show.js";
export type { Hard, Logits, Prediction, Soft } from "./tensors/gradientTypes.js";
