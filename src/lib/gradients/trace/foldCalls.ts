import { vanishing } from "./diagnose.js";
import type { Way } from "./judgeInput.js";
import type { RecordedNode } from "./recordTape.js";
import type { StepStatus, TraceStep } from "./types.js";

/**
 * Makes one step of the operations of each call of this library's functions, in the order of
 * computation: nobody wrote the operations, and there may be a dozen.
 */
export function foldCalls(
  ways: readonly Way[],
  nodes: readonly RecordedNode[],
): readonly TraceStep[] {
  const calls: Way[][] = [];
  for (const way of ways) {
    const last = calls.at(-1);
    if (last?.[0] && sameCall(last[0].step, way.step)) last.push(way);
    else calls.push([way]);
  }
  return calls.flatMap((call) => fold(call, nodes));
}

function sameCall(a: TraceStep, b: TraceStep): boolean {
  return a.within !== undefined && a.within === b.within && a.source === b.source;
}

function fold(call: readonly Way[], nodes: readonly RecordedNode[]): TraceStep[] {
  const last = call.at(-1)?.step;
  if (!last) return [];
  if (last.within === undefined) return [last];
  const made = new Set(call.flatMap(({ at }) => nodes[at]?.outputs.map(({ id }) => id) ?? []));
  // What is first in the order of computation is last on the way back, and has the whole sum.
  const totals = call.flatMap(({ from, ofCall }, index) =>
    ofCall && !made.has(from) && call.findIndex((way) => way.from === from) === index
      ? [ofCall]
      : [],
  );
  const leaving = Math.max(0, ...totals.map(({ largest }) => largest));
  const zeroShare = Math.min(1, ...totals.map((total) => total.zeroShare));
  const { operation, shape, arriving, within, source } = last;
  const status = statusOf(
    call.map(({ step }) => step.status),
    { arriving, leaving, zeroShare },
  );
  const { reason, remedy } = call.findLast(({ step }) => step.status === status)?.step ?? last;
  return [
    {
      operation: within ?? operation,
      shape,
      status,
      arriving,
      leaving,
      zeroShare,
      ...(status === "flows" || reason === undefined ? {} : { reason }),
      ...(status === "flows" || remedy === undefined ? {} : { remedy }),
      ...(source === undefined ? {} : { source }),
    },
  ];
}

/** What a whole call does: an operation in it may saturate beside another that carries the gradient. */
function statusOf(
  inner: readonly StepStatus[],
  { arriving, leaving, zeroShare }: Pick<TraceStep, "arriving" | "leaving" | "zeroShare">,
): StepStatus {
  const worst = (...statuses: readonly StepStatus[]) =>
    statuses.find((status) => inner.includes(status));
  if (inner.every((status) => status === "unreached")) return "unreached";
  const broken = worst("cut", "notFinite");
  if (broken) return broken;
  if (leaving === 0) return worst("silentZero", "saturated") ?? "silentZero";
  if (leaving < vanishing * arriving && inner.includes("saturated")) return "saturated";
  if (zeroShare > 0 && inner.includes("partly")) return "partly";
  return worst("straightThrough") ?? "flows";
}
