import { join } from "node:path";
import { UserError } from "./errors.mjs";

/** What --kernel may say: this package's own kernel, or stock tslab. */
export const kernelNames = ["softgrad", "tslab"];

export function kernelChoice(text) {
  if (kernelNames.includes(text)) return text;
  throw new UserError(
    text
      ? `Cannot use the kernel "${text}": known are ${kernelNames.join(" and ")}.`
      : "Cannot read --kernel: no value follows it.",
    "Leave --kernel out for softgrad's own, or say --kernel tslab for stock tslab.",
  );
}

/** A Jupyter data folder in which the kernel that notebooks name, "tslab", is stock tslab. */
export function stockTslabFolder(root) {
  return join(root, ".venv", "share", "stock-tslab");
}

/**
 * What of the environment decides which kernel notebooks get: both kernelspecs have one name, and
 * Jupyter takes the first that it finds. So nothing is rewritten, and two servers can run beside
 * each other.
 */
export function kernelEnvironment(root, kernel) {
  return kernel === "tslab" ? { JUPYTER_PATH: stockTslabFolder(root) } : {};
}
