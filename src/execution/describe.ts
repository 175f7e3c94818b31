import type { ExecutionResult } from "./types.js";

/** One line on how an execution ended: what went wrong, where, and what to do where that is known. */
export function describe(result: ExecutionResult): string {
  switch (result.status) {
    case "ok":
      return `${result.cells} cells ran`;
    case "cellError":
      return `cell ${result.cell.id || result.cell.index}: ${oneLine(result)}`;
    case "timeout":
      return `cell ${result.cell.id || result.cell.index}: not done after ${result.afterSeconds} s (--timeout gives it more)`;
    case "deadKernel":
      return result.cell
        ? `cell ${result.cell.id || result.cell.index}: the kernel died`
        : "the kernel died before the first cell";
    case "missingKernel":
      return `Jupyter knows no kernel "${result.kernel}": npm start registers it in .venv`;
    case "missingJupyter":
      return `no nbconvert in ${result.path}: npm start installs it`;
    case "cancelled":
      return "cancelled";
    case "failed":
      return `nbconvert failed: ${result.message}`;
  }
}

function oneLine({ name, message }: { readonly name: string; readonly message: string }): string {
  const first = message.split("\n")[0] ?? "";
  return first.startsWith(name) || name === "Error" ? first : `${name}: ${first}`;
}
