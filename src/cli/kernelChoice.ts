import { nearest } from "../checks/nearest.js";
import { type KernelName, kernelNames } from "../grading/run/kernels.js";
import { UsageError } from "./usageError.js";

/** The option --kernel, as every command that runs notebooks has it. */
export const kernelOption = {
  type: "string",
  default: "softgrad",
  description: "softgrad, or tslab for stock tslab",
} as const;

/** The kernel that --kernel names. */
export function kernelOf(text: string): KernelName {
  const choice = kernelNames.find((each) => each === text);
  if (choice !== undefined) return choice;
  const meant = nearest(text, kernelNames);
  const suggestion = meant === undefined ? "" : `did you mean ${meant}? `;
  throw new UsageError(
    `Unknown kernel "${text}": ${suggestion}Known kernels: ${kernelNames.join(", ")}`,
  );
}
