import type { Diagnostic, Language } from "../../language/types.js";

/** The check of the cell that is about to run; an interrupt need not wait for it. */
export class InterruptibleCheck {
  readonly #warn: (text: string) => void;
  #stop = () => {};
  #unchecked: string | undefined;
  #warned = false;
  #asked = false;

  constructor(warn: (text: string) => void) {
    this.#warn = warn;
  }

  /** Why the newest check was none, so that its cell ran unchecked or not at all. */
  get unchecked(): string | undefined {
    return this.#unchecked;
  }

  /** Called before a cell's first step. */
  begin(): void {
    this.#unchecked = undefined;
  }

  stop(): void {
    this.#stop();
  }

  /** Undefined when an interrupt came first: the compiler may have a lot to read. */
  async check(language: Language, code: string): Promise<readonly Diagnostic[] | undefined> {
    const stopped = new Promise<undefined>((resolve) => {
      this.#stop = () => {
        this.#unchecked = "Cannot check types: the cell was interrupted before they were";
        resolve(undefined);
      };
    });
    try {
      const found = await Promise.race([language.check(code), stopped]);
      this.#warned = false;
      if (!this.#asked) await this.#tellOfProject(language);
      return found;
    } catch (error) {
      // A kernel without its compiler is still one that runs cells; it says what is missing.
      const state = error instanceof Error ? error.message : String(error);
      this.#unchecked = state;
      if (!this.#warned) {
        this.#warn(`${state}. Cells run unchecked until it works again.\n`);
        this.#warned = true;
      }
      return [];
    } finally {
      this.#stop = () => {};
    }
  }

  /** A project that is not understood is respected as far as it is. */
  async #tellOfProject(language: Language): Promise<void> {
    this.#asked = true;
    for (const problem of await language.projectProblems()) this.#warn(`${problem}\n`);
  }
}
