import { resolve } from "node:path";
import { defineCommand } from "citty";
import { execa } from "execa";
import { softgradKernelSpec } from "../../kernel/index.js";

export const start = defineCommand({
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
