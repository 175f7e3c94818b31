import * as tf from "@tensorflow/tfjs";
import type { Address } from "../../fused/kernels.js";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { runFused } from "../../fused/runFused.js";
import type { Workspace } from "../../fused/workspace.js";
import { constant } from "../../gradients/stopGradient.js";
import { asFloat } from "../../tensors/asFloat.js";
import type { OverlapOptions } from "../options.js";
import type { Ratio } from "../shared/overlaps.js";
import type { Prepared } from "../shared/prepare.js";
import { isPresent, orNone } from "./absent.js";
import { composedGradient } from "./composedGradient.js";
import {
  leadingArguments,
  type OverlapSettings,
  overlapSettings,
  type SumSlopes,
  sumsScratch,
} from "./overlapInput.js";
import { meanFactor, type PlacedSums, weightedLosses } from "./overlapLosses.js";
import { overlapLossGradient } from "./overlapLossGradient.js";
import { overlapSlopes } from "./overlapSlopes.js";
import { gatherPicks, isEveryClass } from "./picks.js";
import { type ScoreSettings, scoreSettings } from "./scoreSettings.js";

/**
 * A whole overlap loss: the sums in one pass over memory, its gradient in another, and kernels on the sums between.
 *
 * @returns undefined where the backend has no such kernel, and within `tf.grad` of `tf.grad`: only
 *   operations can be differentiated again.
 */
export function fusedOverlapLoss(
  prepared: Prepared,
  options: OverlapOptions,
  ratio: Ratio,
  gamma: number,
): tf.Tensor | undefined {
  if (tf.engine().state.gradientDepth > 1) return undefined;
  if (![overlapTotals, overlapLoss, overlapSlopes, overlapLossGradient].every(registerKernel)) {
    return undefined;
  }
  const classes = prepared.prediction.shape[2] ?? 1;
  const inputs = {
    prediction: asFloat(prepared.prediction),
    target: asFloat(prepared.target),
    counted: orNone(prepared.counted),
  };
  const settings = {
    ...overlapSettings(options, ratio.weighs),
    ...scoreSettings(options, ratio, gamma, classes),
  } as unknown as tf.NamedAttrMap;
  const totals = constant(() => tf.engine().runKernel(overlapTotals.name, inputs, settings));
  return runFused<tf.Tensor>(overlapLoss, { ...inputs, totals }, settings);
}

/** The sums as one tensor `[4, groups, classes]`; of sizes the fourth is 0. */
const overlapTotals: FusedOperation = {
  name: "SoftgradOverlapTotals",
  inputs: ["prediction", "target", "counted"],
  compute: (inputs, attributes, workspace) => {
    const { leading, groups, classes } = leadingArguments(inputs, attributes, workspace);
    const totals = workspace.result([4, groups, classes]);
    const part = (index: number) => totals.address + index * 4 * groups * classes;
    const scratch = workspace.scratch(sumsScratch(classes));
    const { summed } = attributes as OverlapSettings;
    if (summed !== "errors") workspace.values(part(3), groups * classes).fill(0);
    workspace.kernels.overlapSums(...leading, part(0), part(1), part(2), part(3), scratch);
    return totals.tensor();
  },
};

/** The losses from those sums; the other inputs are there for the gradient. */
const overlapLoss: FusedOperation = {
  name: "SoftgradOverlapLoss",
  inputs: ["prediction", "target", "counted", "totals"],
  compute: (inputs, attributes, workspace) => {
    const { totals } = inputs as Record<"totals", tf.TensorInfo>;
    const settings = attributes as unknown as ScoreSettings & OverlapSettings;
    const [, groups = 1, classes = 1] = totals.shape;
    const result = workspace.result(lossShape(groups, settings));
    const placed = { sums: workspace.place(totals), groups, classes };
    writeLosses(workspace, placed, settings, result.address);
    return result.tensor();
  },
  gradient: (dy, saved, attributes) => {
    const [prediction, target, counted, totals] = saved as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const settings = attributes as OverlapSettings;
    return {
      prediction: () =>
        tf
          .engine()
          .runKernel(
            overlapLossGradient.name,
            { prediction, target, counted, totals, dy: dy as tf.Tensor },
            attributes,
          ),
      target: () => {
        const inputs = { totals, dy: dy as tf.Tensor };
        const slopes: unknown = tf.engine().runKernel(overlapSlopes.name, inputs, attributes);
        const [intersection, first, second, below] = slopes as SumSlopes;
        const prepared = { prediction, target, counted: isPresent(counted) ? counted : undefined };
        const ofSums = [intersection, first, second, below.add(second)];
        return composedGradient("target", prepared, settings, ofSums);
      },
    };
  },
};

function writeLosses(
  workspace: Workspace,
  placed: PlacedSums,
  settings: ScoreSettings,
  result: Address,
): void {
  const { scratch, values } = workspace;
  const { reduction, picks } = settings;
  const { groups, classes } = placed;
  if (reduction !== "none") {
    const sum = weightedLosses(workspace, placed, settings);
    const mean = reduction === "mean" ? meanFactor(workspace, placed, settings) : 1;
    values(result, 1)[0] = sum * mean;
  } else if (isEveryClass(picks, classes)) {
    weightedLosses(workspace, placed, settings, result);
  } else {
    const all = scratch(4 * groups * classes);
    weightedLosses(workspace, placed, settings, all);
    const picked = values(result, groups * picks.length);
    gatherPicks(values(all, groups * classes), picked, picks, classes);
  }
}

function lossShape(groups: number, { reduction, picks, over }: ScoreSettings & OverlapSettings) {
  if (reduction !== "none") return [];
  return over === "batch" ? [picks.length] : [groups, picks.length];
}
