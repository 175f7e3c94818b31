/** Runs jobs one after the other; those that wait can be taken back. */
export class JobQueue<T> {
  readonly #run: (item: T) => Promise<void>;
  #waiting: T[] = [];
  #running = false;

  constructor(run: (item: T) => Promise<void>) {
    this.#run = run;
  }

  add(item: T): void {
    this.#waiting.push(item);
    if (!this.#running) void this.#work();
  }

  /** Takes the waiting items that match out of the queue. */
  takeWaiting(matches: (item: T) => boolean): T[] {
    const taken = this.#waiting.filter(matches);
    this.#waiting = this.#waiting.filter((item) => !matches(item));
    return taken;
  }

  async #work(): Promise<void> {
    this.#running = true;
    for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) {
      await this.#run(item);
    }
    this.#running = false;
  }
}
