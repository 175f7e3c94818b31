import { defineCommand } from "citty";
import { installKernel, isInNpxCache, kernelMain } from "../../kernel/index.js";
import { UsageError } from "../usageError.js";
import { folderOf, nameOf, placeOptions } from "./place.js";

export const install = defineCommand({
  meta: { name: "kernel install", description: "Make Jupyter know the TypeScript kernel" },
  args: {
    ...placeOptions,
    "display-name": {
      type: "string",
      description: "The name people see",
      default: "TypeScript (softgrad)",
    },
    force: { type: "boolean", description: "Take the place of another program's kernel" },
  },
  async run({ args }): Promise<number> {
    const result = await installKernel({
      kernels: folderOf(args),
      name: nameOf(args),
      displayName: args["display-name"],
      node: process.execPath,
      main: kernelMain,
      force: args.force === true,
    });
    switch (result.status) {
      case "installed":
        console.log(`Installed the kernel "${args.name}" in ${result.folder}`);
        if (isInNpxCache(kernelMain)) console.error(fleeting);
        return 0;
      case "foreign":
        throw new UsageError(
          `Cannot install the kernel "${args.name}": ${result.folder} starts another program. Choose another --name, or replace it with --force`,
        );
      case "failed":
        throw new UsageError(
          `Cannot install the kernel in ${result.folder}: ${result.problem}. Choose a folder you may write to with --user or --prefix`,
        );
    }
  },
});

const fleeting = `Warning: this softgrad lies in npx's cache, which npm may empty; the kernel then no longer starts.
To keep it: npm install --global softgrad, then softgrad kernel install again`;
