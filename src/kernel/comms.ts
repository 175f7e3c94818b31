import type { Comms } from "./runtime/comms.js";

export const commsKey: unique symbol = Symbol.for("softgrad.kernel.comms");

/**
 * The comms of the kernel that runs this code.
 *
 * @throws {Error} outside of a kernel of this package
 * @example
 * ```ts
 * import { comms } from "softgrad/kernel";
 * comms().register("counter", (comm) => {
 *   comm.onMessage = ({ data }) => comm.send({ seen: data });
 * });
 * ```
 */
export function comms(): Comms {
  const found: unknown = Reflect.get(globalThis, commsKey);
  if (found !== undefined) return found as Comms;
  throw new Error("Cannot use comms: this code does not run in a softgrad kernel");
}
