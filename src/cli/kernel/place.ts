import { resolve } from "node:path";
import { type InstallPlace, isKernelName, kernelsFolder } from "../../kernel/index.js";
import { UsageError } from "../usageError.js";

/** The options that say which of Jupyter's folders is meant, and the kernel in it. */
export const placeOptions = {
  name: { type: "string", description: "The name Jupyter knows it by", default: "softgrad" },
  user: { type: "boolean", description: "For this user, in every environment (the default)" },
  prefix: { type: "string", description: "In a folder such as that of a virtual environment" },
  "sys-prefix": { type: "boolean", description: "In the Python environment that is active" },
} as const;

export interface PlaceArguments {
  readonly name: string;
  readonly user: boolean | undefined;
  readonly prefix: string | undefined;
  readonly "sys-prefix": boolean | undefined;
}

export function nameOf({ name }: PlaceArguments): string {
  if (isKernelName(name)) return name;
  throw new UsageError(
    `Option --name must be letters, digits, ".", "_" and "-" alone: "${name}" is not`,
  );
}

export function folderOf(args: PlaceArguments): string {
  const given = [args.user, args.prefix !== undefined, args["sys-prefix"]].filter(Boolean);
  if (given.length > 1) throw new UsageError("Choose one of --user, --prefix and --sys-prefix");
  if (args.prefix === "") throw new UsageError("Option --prefix needs a folder: it is empty");
  const place: InstallPlace =
    args.prefix !== undefined
      ? { kind: "prefix", prefix: resolve(args.prefix) }
      : { kind: args["sys-prefix"] ? "sys-prefix" : "user" };
  const folder = kernelsFolder(place, { env: process.env, platform: process.platform });
  if (folder !== undefined) return folder;
  throw new UsageError(
    args["sys-prefix"]
      ? "Option --sys-prefix needs an active Python environment: neither VIRTUAL_ENV nor CONDA_PREFIX is set"
      : "Cannot tell where Jupyter keeps this user's kernels: no home folder is set. Name a folder with --prefix",
  );
}
