import * as tf from "@tensorflow/tfjs";
import { type FusedOperation, registerKernel } from "../../fused/registerKernel.js";
import { asFloat } from "../../tensors/asFloat.js";
import { isPresent, orNone } from "./absent.js";

/** Lovász's weights by a kernel that sorts by radix; undefined where the backend has none. */
export function fusedLovaszWeights(
  errors: tf.Tensor,
  target: tf.Tensor,
  counted: tf.Tensor | undefined,
  groups: number,
): tf.Tensor | undefined {
  if (!registerKernel(lovaszWeights)) return undefined;
  const inputs = { errors: asFloat(errors), target: asFloat(target), counted: orNone(counted) };
  return tf.engine().runKernel(lovaszWeights.name, inputs, { groups });
}

/** The order of the errors is all that counts, so there is nothing to differentiate. */
const lovaszWeights: FusedOperation = {
  name: "SoftgradLovaszWeights",
  inputs: ["errors", "target", "counted"],
  compute: (inputs, { groups }, { kernels, place, result, scratch }) => {
    const { errors, target, counted } = inputs as Record<
      "errors" | "target" | "counted",
      tf.TensorInfo
    >;
    const [batch = 1, rows = 1, classes = 1] = errors.shape;
    const pixels = groups ? (batch * rows) / Number(groups) : 0;
    const weights = result(errors.shape);
    const [error, label] = [place(errors), place(target)];
    const mask = isPresent(counted) ? place(counted) : undefined;
    const room = scratch(16 * pixels + 8192);
    const stride = 4 * classes;
    for (let group = 0; group < Number(groups); group++) {
      for (let c = 0; c < classes; c++) {
        const offset = group * pixels * stride + 4 * c;
        kernels.lovaszWeights(
          error + offset,
          label + offset,
          mask === undefined ? 0 : mask + group * pixels * 4,
          pixels,
          stride,
          weights.address + offset,
          room,
        );
      }
    }
    return weights.tensor();
  },
};
