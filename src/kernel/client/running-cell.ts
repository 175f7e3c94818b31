import type { Message } from "../protocol/wire.js";
import type { MessageListener } from "./channels.js";
import { CellOutputs } from "./outputs.js";
import type { Quirks } from "./quirks.js";
import type { ExecuteEnd, ExecuteOptions, Output } from "./types.js";

const defaultMaxOutputBytes = 16 * 1024 * 1024;

/** What is known so far of a cell that has been sent. */
export class RunningCell {
  readonly outputs: CellOutputs;
  readonly replied: Promise<void>;
  readonly idle: Promise<void>;
  isIdle = false;
  late = false;
  readonly #code: string;
  readonly #options: ExecuteOptions;
  #reply: Message | undefined;
  #executionCount: number | null = null;
  #lastStderr = "";
  #callbackFailure: { readonly cause: unknown } | undefined;
  #onReply = (): void => {};
  #onIdle = (): void => {};

  constructor(code: string, options: ExecuteOptions) {
    this.#code = code;
    this.#options = options;
    this.outputs = new CellOutputs(options.maxOutputBytes ?? defaultMaxOutputBytes);
    this.replied = new Promise((resolve) => {
      this.#onReply = resolve;
    });
    this.idle = new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }

  readonly listen: MessageListener = (channel, message) => {
    if (channel === "iopub") return this.#published(message);
    if (message.header.msg_type !== "execute_reply" || this.#reply) return;
    this.#reply = message;
    this.#count(message);
    this.#onReply();
  };

  endFromReply(quirks: Quirks): ExecuteEnd {
    const content = this.#reply?.content ?? {};
    const executionCount = this.#executionCount;
    switch (content.status) {
      case "ok":
        return { status: "ok", executionCount };
      case "abort":
      case "aborted":
        return { status: "aborted" };
      default:
        return {
          status: "error",
          ...quirks.failure({
            code: this.#code,
            reply: content,
            outputs: this.outputs,
            // Without its idle status the cell has lost its last output, which is where errors are.
            lastStderr: this.isIdle ? this.#lastStderr : "",
          }),
          executionCount,
        };
    }
  }

  get unchecked(): string | undefined {
    const { unchecked } = this.#reply?.metadata ?? {};
    return typeof unchecked === "string" ? unchecked : undefined;
  }

  /** Thrown later: here it would end the reading of the socket. */
  callbackFailed(cause: unknown): void {
    this.#callbackFailure ??= { cause };
  }

  throwIfCallbackFailed(): void {
    if (this.#callbackFailure) throw this.#callbackFailure.cause;
  }

  #published(message: Message): void {
    const { header, content } = message;
    if (header.msg_type === "status") {
      if (content.execution_state !== "idle") return;
      this.isIdle = true;
      this.#onIdle();
      return;
    }
    if (header.msg_type === "execute_input") this.#count(message);
    if (content.name === "stderr" && typeof content.text === "string" && !this.late) {
      this.#lastStderr = content.text;
    }
    const output = this.outputs.accept(message);
    if (output) this.#tell(output);
  }

  #tell(output: Output): void {
    try {
      (this.late ? this.#options.onLateOutput : this.#options.onOutput)?.(output);
    } catch (cause) {
      this.callbackFailed(cause);
    }
  }

  #count({ content }: Message): void {
    const count = content.execution_count;
    if (typeof count === "number") this.#executionCount = count;
  }
}
