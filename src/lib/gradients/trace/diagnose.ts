import type { Passage } from "./backpropagate.js";
import { canSaturate, functionName, isFlat, remedyOf } from "./operations.js";
import type { StepStatus, TraceStep } from "./types.js";

/** Less than this part of what arrives counts as vanishing. */
export const vanishing = 1e-3;

/** Says what becomes of the gradient in one operation. */
export function diagnose(passage: Passage): TraceStep {
  const { node, to, arriving, leaving } = passage;
  const status = statusOf(passage);
  const { largest = 0, zeroShare = 1 } = "failure" in leaving ? {} : leaving;
  const why = reasonOf(passage, status);
  return {
    operation: functionName(node.operation),
    shape: node.outputs[0]?.shape ?? [],
    status,
    arriving: arriving.largest,
    leaving: largest,
    zeroShare,
    ...why,
    ...(node.within === undefined ? {} : { within: node.within }),
    ...(node.source === undefined ? {} : { source: node.source }),
    ...(to === "condition" && why ? { reason: conditionReason } : {}),
  };
}

const meantStraight = "the values are hard; the gradient passes as if they still were soft";
const conditionReason = "the condition of tf.where chooses, and a choice has no slope";

function statusOf({ node, arriving, leaving }: Passage): StepStatus {
  // Even of zeros: TensorFlow.js asks every operation on the way for its gradient.
  if ("failure" in leaving) return "cut";
  // Whatever arrives: at a minimum nothing does, and the next step is lost all the same.
  if (isFlat(node.operation) && leaving.largest === 0) return "silentZero";
  if (arriving.largest === 0 && arriving.finite) return "unreached";
  if (!leaving.finite) return "notFinite";
  if (leaving.largest === 0) return canSaturate(node.operation) ? "saturated" : "silentZero";
  if (canSaturate(node.operation) && leaving.largest < vanishing * arriving.largest) {
    return "saturated";
  }
  if (node.within === "straightThrough") return "straightThrough";
  if (isIntegerCast(node.operation, node.outputs[0]?.dtype)) return "straightThrough";
  const masks = ["Relu", "Relu6", "ClipByValue", "Select"].includes(node.operation);
  return masks && leaving.zeroShare > arriving.zeroShare ? "partly" : "flows";
}

function isIntegerCast(operation: string, dtype: string | undefined): boolean {
  return operation === "Cast" && dtype !== "float32";
}

function reasonOf(
  { node, leaving }: Passage,
  status: StepStatus,
): Partial<Pick<TraceStep, "reason" | "remedy">> | undefined {
  const { reason, remedy, tellsOfCut } = remedyOf(node.operation);
  switch (status) {
    case "flows":
    case "unreached":
      return undefined;
    case "straightThrough":
      if (node.within === "straightThrough") return { reason: meantStraight };
      return {
        reason:
          "a cast to whole numbers cuts digits off, but TensorFlow.js passes the gradient as if it did not",
        remedy: "say so with straightThrough(soft), if it is meant; else leave the cast out",
      };
    case "notFinite":
      return {
        reason:
          "NaN or infinity comes out: a division by 0, a logarithm or a root of 0, or an overflow",
        remedy: "compute from logits (softmaxCrossEntropy, sigmoidCrossEntropy), or add a smooth",
      };
    case "cut":
      return { reason: !tellsOfCut && "failure" in leaving ? leaving.failure : reason, remedy };
    case "silentZero":
    case "partly":
    case "saturated":
      return { reason, remedy };
  }
}
