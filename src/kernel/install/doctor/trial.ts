import { join } from "node:path";
import { startKernel } from "../../client/index.js";
import type { KernelSpec } from "../../client/types.js";

export type Trial =
  | { readonly status: "works"; readonly seconds: number }
  | { readonly status: "fails"; readonly problem: string };

/** Starts the kernel as Jupyter would, has it reckon, and ends it. */
export async function tryKernel(spec: KernelSpec, cwd: string, limitMs: number): Promise<Trial> {
  const began = performance.now();
  try {
    const kernel = await startKernel(spec, {
      cwd,
      startTimeoutMs: limitMs,
      // Nothing of this is to be found in the user's history.
      env: { SOFTGRAD_KERNEL_HISTORY: join(cwd, "history.jsonl") },
    });
    try {
      const { end, outputs } = await kernel.execute("1 + 1", { timeoutMs: limitMs });
      const result = outputs.find((output) => output.output_type === "execute_result");
      const text = result?.output_type === "execute_result" ? result.data["text/plain"] : undefined;
      const seconds = (performance.now() - began) / 1000;
      if (end.status === "ok" && text === "2") return { status: "works", seconds };
      return { status: "fails", problem: `1 + 1 ended "${end.status}" with ${String(text)}` };
    } finally {
      await kernel.dispose();
    }
  } catch (error) {
    return { status: "fails", problem: inOneLine(error) };
  }
}

/** With the start of what the process wrote last, which tells most. */
function inOneLine(error: unknown): string {
  const line = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, " ");
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
}
