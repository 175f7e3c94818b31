import { oneLine } from "../read/refusal.js";
import type { SubmissionResult } from "./results.js";
import { points, stateWords } from "./states.js";
import { scoreOf } from "./table.js";

export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

const clearLine = "\r\u001B[2K";

/** One line for each finished submission; on a terminal also a last line with the time left. */
export class Progress {
  #finished = 0;
  readonly #startedAt: number;

  constructor(
    private readonly total: number,
    private readonly stream: ProgressStream,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#startedAt = now();
    this.#status();
  }

  finished(result: SubmissionResult): void {
    this.#finished += 1;
    const width = String(this.total).length;
    const count = `[${String(this.#finished).padStart(width)}/${this.total}]`;
    const marks = result.exercises.map(({ state }) => stateWords[state].mark).join(" ");
    const said = [
      count,
      oneLine(result.student, 40),
      result.assignment ?? "",
      marks,
      scoreOf(result),
      `${points(Math.round(result.seconds * 10) / 10)} s`,
    ];
    this.#clear();
    this.stream.write(`${said.filter((part) => part !== "").join("  ")}\n`);
    this.#status();
  }

  end(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.stream.isTTY) this.stream.write(clearLine);
  }

  #status(): void {
    if (!this.stream.isTTY || this.#finished === this.total) return;
    const elapsed = (this.now() - this.#startedAt) / 1000;
    const left =
      this.#finished === 0
        ? ""
        : `, about ${duration((elapsed / this.#finished) * (this.total - this.#finished))} left`;
    const status = `Grading: ${this.#finished} of ${this.total} done${left}`;
    this.stream.write(`${clearLine}${status.slice(0, (this.stream.columns ?? 80) - 1)}`);
  }
}

export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  return whole < 5400 ? `${Math.round(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`;
}
