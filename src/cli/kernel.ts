import { resolve } from "node:path";
import { type CommandDef, defineCommand } from "citty";
import { execa } from "execa";
import { listKernelSpecs } from "../kernel/client/index.js";
import {
  examine,
  type InstallPlace,
  installKernel,
  isKernelName,
  isOurs,
  kernelMain,
  kernelsFolder,
  softgradKernelSpec,
  uninstallKernel,
} from "../kernel/index.js";
import { UsageError } from "./usageError.js";

const where = {
  name: { type: "string", description: "The name Jupyter knows it by", default: "softgrad" },
  user: { type: "boolean", description: "For this user, in every environment (the default)" },
  prefix: { type: "string", description: "In a folder such as that of a virtual environment" },
  "sys-prefix": { type: "boolean", description: "In the Python environment that is active" },
} as const;

interface WhereArguments {
  readonly name: string;
  readonly user: boolean | undefined;
  readonly prefix: string | undefined;
  readonly "sys-prefix": boolean | undefined;
}

const install = defineCommand({
  meta: { name: "kernel install", description: "Make Jupyter know the TypeScript kernel" },
  args: {
    ...where,
    "display-name": {
      type: "string",
      description: "The name people see",
      default: "TypeScript (softgrad)",
    },
  },
  async run({ args }): Promise<number> {
    const folder = await installKernel({
      kernels: folderOf(args),
      name: nameOf(args),
      displayName: args["display-name"],
      node: process.execPath,
      main: kernelMain,
    });
    console.log(`Installed the kernel "${args.name}" in ${folder}`);
    return 0;
  },
});

const uninstall = defineCommand({
  meta: { name: "kernel uninstall", description: "Take the kernel away again" },
  args: where,
  async run({ args }): Promise<number> {
    const { status, folder } = await uninstallKernel(folderOf(args), nameOf(args));
    switch (status) {
      case "removed":
        console.log(`Removed ${folder}`);
        return 0;
      case "absent":
        throw new UsageError(`No kernel "${args.name}" is installed there: ${folder} has none`);
      case "foreign":
        throw new UsageError(
          `Cannot remove the kernel "${args.name}": ${folder} starts another program`,
        );
    }
  },
});

const list = defineCommand({
  meta: { name: "kernel list", description: "List the kernels that Jupyter knows" },
  async run(): Promise<number> {
    for (const { name, displayName, resourceDirectory, argv } of await listKernelSpecs()) {
      const mark = isOurs(argv) ? "*" : " ";
      console.log(`${mark} ${name.padEnd(20)} ${displayName.padEnd(24)} ${resourceDirectory}`);
    }
    console.log("* this package's kernel");
    return 0;
  },
});

const doctor = defineCommand({
  meta: { name: "kernel doctor", description: "Say what keeps the kernel from starting" },
  async run(): Promise<number> {
    const findings = await examine();
    for (const { subject, status, detail, remedy } of findings) {
      console.log(`${status === "ok" ? "ok   " : "wrong"} ${subject}: ${detail}`);
      if (remedy !== undefined) console.log(`      ${remedy}`);
    }
    return findings.every(({ status }) => status === "ok") ? 0 : 1;
  },
});

const start = defineCommand({
  meta: { name: "kernel start", description: "Start a kernel, as Jupyter does by itself" },
  args: {
    connection: { type: "positional", required: true, description: "The connection file" },
  },
  async run({ args }): Promise<number> {
    const [node = process.execPath, ...rest] = softgradKernelSpec().argv;
    const words = rest.map((word) =>
      word === "{connection_file}" ? resolve(args.connection) : word,
    );
    const { exitCode } = await execa(node, words, { stdio: "inherit", reject: false });
    return exitCode ?? 1;
  },
});

/** `softgrad kernel …`: the kernel among those that Jupyter knows. */
export default defineCommand({
  meta: { name: "kernel", description: "Install and examine the TypeScript kernel for Jupyter" },
  // citty's own type for a command of unknown arguments.
  subCommands: { install, uninstall, list, doctor, start } as unknown as Record<string, CommandDef>,
});

function nameOf({ name }: WhereArguments): string {
  if (isKernelName(name)) return name;
  throw new UsageError(
    `Option --name must be letters, digits, ".", "_" and "-" alone: "${name}" is not`,
  );
}

function folderOf(args: WhereArguments): string {
  const given = [args.user, args.prefix !== undefined, args["sys-prefix"]].filter(Boolean);
  if (given.length > 1) throw new UsageError("Choose one of --user, --prefix and --sys-prefix");
  const place: InstallPlace =
    args.prefix !== undefined
      ? { kind: "prefix", prefix: resolve(args.prefix) }
      : { kind: args["sys-prefix"] ? "sys-prefix" : "user" };
  const folder = kernelsFolder(place, { env: process.env, platform: process.platform });
  if (folder !== undefined) return folder;
  throw new UsageError(
    "Option --sys-prefix needs an active Python environment: neither VIRTUAL_ENV nor CONDA_PREFIX is set",
  );
}
