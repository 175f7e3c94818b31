import remapping from "@jridgewell/remapping";
import { decodedMappings, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type MagicString from "magic-string";
import { cellUrl } from "../runtimeContract.js";
import type { Position } from "../types.js";
import type { Compiled } from "./compile.js";

/** For each printed line the cell's line that it comes from, both from 0. */
export function sourceLines(map: Compiled["map"]): (number | undefined)[] {
  const trace = new TraceMap({ ...map, version: 3, sources: ["cell"] });
  return decodedMappings(trace).map(
    (line) => line.find((segment) => segment.length > 1)?.[2] ?? undefined,
  );
}

/** The map from the rewritten code to the cell, as JSON. */
export function composeMaps(edit: MagicString, compiled: Compiled["map"], cellId: number): string {
  const rewritten = edit.generateMap({
    hires: "boundary",
    source: "printed",
    includeContent: false,
  });
  const map = remapping(rewritten.toString(), (source) =>
    source === "printed" ? { ...compiled, version: 3, sources: [cellUrl(cellId)] } : null,
  );
  return map.toString();
}

/** Finds the cell's place for a place in the evaluated code; null where none belongs to it. */
export function tracePositions(sourceMap: string): (place: Position) => Position | null {
  const trace = new TraceMap(sourceMap);
  return ({ line, column }) => {
    const found = originalPositionFor(trace, { line, column: column - 1 });
    return found.line === null ? null : { line: found.line, column: found.column + 1 };
  };
}
