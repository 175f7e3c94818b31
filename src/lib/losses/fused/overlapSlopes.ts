import type * as tf from "@tensorflow/tfjs";
import type { Address } from "../../fused/kernels.js";
import type { FusedOperation } from "../../fused/registerKernel.js";
import type { Workspace } from "../../fused/workspace.js";
import { type SumValues, writeSlopes } from "./overlapScores.js";
import type { ScoreSettings } from "./scoreSettings.js";

/** The gradients of overlap losses by the sums I, P, T and D, `[groups, classes]` each. */
export const overlapSlopes: FusedOperation = {
  name: "SoftgradOverlapSlopes",
  inputs: ["totals", "dy"],
  compute: (inputs, attributes, workspace) => {
    const { totals, dy } = inputs as Record<"totals" | "dy", tf.TensorInfo>;
    const [, groups = 1, classes = 1] = totals.shape;
    const size = groups * classes;
    const [sums, slope] = [workspace.place(totals), workspace.place(dy)];
    const result = () => workspace.result([groups, classes]);
    const results = [result(), result(), result(), result()] as const;
    const [i, p, t, d] = results;
    const values = (address: Address) => workspace.values(address, size);
    writeSlopes(
      [values(i.address), values(p.address), values(t.address), values(d.address)],
      workspace.values(
        slope,
        dy.shape.reduce((count, length) => count * length, 1),
      ),
      sumParts(workspace, sums, size),
      classes,
      attributes as unknown as ScoreSettings,
    );
    return results.map(({ tensor }) => tensor());
  },
};

/** The four sums that lie behind each other at an address. */
export function sumParts({ values }: Workspace, address: Address, size: number): SumValues {
  const part = (index: number) => values(address + index * 4 * size, size);
  return [part(0), part(1), part(2), part(3)];
}
