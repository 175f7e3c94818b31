import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import type { CellPosition, ExecutionResult } from "./types.js";

const position = { index: z.number().int(), id: z.string() };

const eventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("started"), ...position }),
  z.object({ event: z.literal("finished"), ...position }),
  z.object({
    event: z.literal("failed"),
    ...position,
    status: z.string(),
    name: z.string(),
    value: z.string(),
    stderr: z.string(),
  }),
]);

/** What nbconvert_hooks.py writes about a cell. */
export type CellEvent = z.infer<typeof eventSchema>;

/** The events of a file that may still be growing: a last line without its end is left out. */
export function parseEvents(text: string): CellEvent[] {
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => eventSchema.parse(JSON.parse(line)));
}

/** The result of a cell that failed, with a name and a message whatever the kernel left out. */
export function cellError(
  event: Extract<CellEvent, { event: "failed" }>,
): Extract<ExecutionResult, { status: "cellError" }> {
  const cell = { index: event.index, id: event.id };
  if (event.name !== "" || event.value !== "") {
    return {
      status: "cellError",
      cell,
      name: event.name || "Error",
      message: event.value || event.name,
    };
  }
  const text = stripVTControlCharacters(event.stderr).trim();
  return {
    status: "cellError",
    cell,
    ...(fromStderr(text) ?? {
      name: "Error",
      message: text || `The kernel answered "${event.status}" and wrote nothing.`,
    }),
  };
}

/** The cell that was being run when the events ended. */
export function openCell(events: readonly CellEvent[]): CellPosition | undefined {
  const last = events.at(-1);
  return last?.event === "started" ? { index: last.index, id: last.id } : undefined;
}

/** Name and message out of what Node or the TypeScript compiler prints, without stack frames. */
function fromStderr(text: string): { name: string; message: string } | undefined {
  // tslab prints the compiler's findings as "1:7 - Type 'string' is not assignable …".
  if (/^\d+:\d+ - /m.test(text)) return { name: "TypeScriptError", message: text };
  const thrown = /^(?:Uncaught )?([A-Z]\w*)(?:: |$)([\s\S]*)/m.exec(text);
  if (thrown?.[1] === undefined) return undefined;
  const message = thrown[2]?.split(/\n\s+at /)[0]?.trim() ?? "";
  return { name: thrown[1], message: message || thrown[1] };
}
