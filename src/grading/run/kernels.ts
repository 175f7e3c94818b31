/** The kernels that answers can run on: this package's own, and stock tslab. */
export const kernelNames = ["softgrad", "tslab"] as const;

export type KernelName = (typeof kernelNames)[number];
