import { readFileSync } from "node:fs";
import { parseEvents } from "./events.js";
import type { CellPosition } from "./types.js";

const intervalMs = 200;

/** Reports each cell that starts, as the file of events grows; returns what ends it. */
export function followEvents(path: string, onCell: (cell: CellPosition) => void): () => void {
  let reported = 0;
  const look = () => {
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch {
      return;
    }
    const started = parseEvents(text).filter(({ event }) => event === "started");
    for (const { index, id } of started.slice(reported)) onCell({ index, id });
    reported = started.length;
  };
  const timer = setInterval(look, intervalMs);
  return () => {
    clearInterval(timer);
    look();
  };
}
