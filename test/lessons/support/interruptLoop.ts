import type { ExecuteResult, KernelConnection } from "../../../src/kernel/client/index.js";

/** Runs a loop that never ends, interrupts it once it has begun, and tells how it ended. */
export async function interruptLoop(kernel: KernelConnection): Promise<ExecuteResult> {
  let begun = () => {};
  const printed = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const cell = kernel.execute('console.log("begun");\nwhile (true) {}', {
    onOutput: () => begun(),
  });
  await printed;
  await kernel.interrupt();
  return cell;
}
