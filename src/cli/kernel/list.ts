import { defineCommand } from "citty";
import stringWidth from "string-width";
import { listKernelSpecs } from "../../kernel/client/index.js";
import { isOurs } from "../../kernel/index.js";

export const list = defineCommand({
  meta: { name: "kernel list", description: "List the kernels that Jupyter knows" },
  args: { json: { type: "boolean", description: "As JSON" } },
  async run({ args }): Promise<number> {
    const kernels = (await listKernelSpecs()).map((spec) => ({
      name: spec.name,
      displayName: spec.displayName,
      folder: spec.resourceDirectory,
      ours: isOurs(spec.argv),
    }));
    if (args.json) {
      console.log(JSON.stringify(kernels, null, 2));
      return 0;
    }
    const rows = kernels.map(({ name, displayName, folder, ours }) => [
      ours ? "*" : " ",
      name,
      displayName,
      folder,
    ]);
    for (const line of aligned(rows)) console.log(line);
    console.log(kernels.length > 0 ? "* this package's kernel" : "No kernel is installed");
    return 0;
  },
});

function aligned(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) =>
    Math.max(...rows.map((cells) => stringWidth(cells[column] ?? "")));
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell + " ".repeat(width(column) - stringWidth(cell)))
      .join("  ")
      .trimEnd(),
  );
}
