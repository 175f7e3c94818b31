import { performance } from "node:perf_hooks";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** "0.42 s", "12 s", "2 min 5 s": as precise as a reader cares for. */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Shows the steps under way: one live line in a terminal, one plain line a step elsewhere.
 *
 * @param {NodeJS.WriteStream} stream
 * @param {{quiet?: boolean}} [options] quiet: steps that have nothing to do are not mentioned
 */
export function createProgress(stream, { quiet = false } = {}) {
  const live = Boolean(stream.isTTY);
  const active = new Map();
  let frame = 0;
  let timer;

  const clear = () => live && stream.write("\r\x1b[2K");
  const draw = () => {
    if (!live || active.size === 0) return;
    const parts = [...active].map(
      ([title, start]) => `${title} ${duration(performance.now() - start)}`,
    );
    const line = `${frames[frame++ % frames.length]} ${parts.join(" · ")}`;
    stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`);
  };
  const print = (line) => {
    clear();
    stream.write(`${line}\n`);
    draw();
  };
  const begin = (title) => {
    active.set(title, performance.now());
    if (live) {
      timer ??= setInterval(draw, 80);
      timer.unref();
    } else stream.write(`… ${title}\n`);
  };
  const end = (title) => {
    const elapsed = performance.now() - active.get(title);
    active.delete(title);
    if (active.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    return duration(elapsed);
  };

  return {
    note: print,
    /**
     * @param {{title: string, isCurrent: () => boolean, run: () => Promise<string | void>}} step
     *   `run` may return a remark to print after the time
     */
    async step({ title, isCurrent, run }) {
      if (isCurrent()) {
        if (!quiet) print(`✔ ${title}: nothing to do`);
        return;
      }
      begin(title);
      try {
        const remark = await run();
        print(`✔ ${title}: ${end(title)}${remark ? ` (${remark})` : ""}`);
      } catch (error) {
        print(`✖ ${title}: failed after ${end(title)}`);
        throw error;
      }
    },
  };
}
