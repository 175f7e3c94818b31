import { defineCommand } from "citty";
import { uninstallKernel } from "../../kernel/index.js";
import { UsageError } from "../usageError.js";
import { folderOf, nameOf, placeOptions } from "./place.js";

export const uninstall = defineCommand({
  meta: { name: "kernel uninstall", description: "Take the kernel away again" },
  args: placeOptions,
  async run({ args }): Promise<number> {
    const result = await uninstallKernel(folderOf(args), nameOf(args));
    switch (result.status) {
      case "removed":
        console.log(`Removed ${result.folder}`);
        return 0;
      case "absent":
        throw new UsageError(
          `No kernel "${args.name}" is installed there: ${result.folder} has none`,
        );
      case "foreign":
        throw new UsageError(
          `Cannot remove the kernel "${args.name}": ${result.folder} starts another program`,
        );
      case "failed":
        throw new UsageError(`Cannot remove ${result.folder}: ${result.problem}`);
    }
  },
});
