import { setTimeout as delay } from "node:timers/promises";
import { runCell } from "./cell.js";
import { KernelError } from "./failure.js";
import { quirksOf } from "./quirks.js";
import { openSession, type Session } from "./session.js";
import type {
  ExecuteEnd,
  ExecuteOptions,
  ExecuteResult,
  KernelConnection,
  KernelInfo,
  KernelSpec,
  StartKernelOptions,
} from "./types.js";

const sendAttempts = 5;

/**
 * Starts a kernel and resolves when it answers.
 *
 * @throws {KernelError} with `failure.code` "spawn-failed", "died", "silent", "zeromq-missing" or
 * "transport-unsupported"
 * @example
 * ```ts
 * import { findKernelSpec, startKernel } from "softgrad/kernel/client";
 *
 * const spec = await findKernelSpec("softgrad"); // or "python3", "deno": any that Jupyter knows
 * await using kernel = await startKernel(spec, { cwd: "notebooks" });
 * const { end, outputs } = await kernel.execute("1 + 1", { timeoutMs: 10_000 });
 * if (end.status === "error") console.error(end.traceback.join("\n"));
 * ```
 */
export async function startKernel(
  spec: KernelSpec,
  options: StartKernelOptions,
): Promise<KernelConnection> {
  return new Kernel(spec, options, await openSession(spec, options));
}

class Kernel implements KernelConnection {
  readonly spec: KernelSpec;
  readonly #options: StartKernelOptions;
  #session: Session;
  #life = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #readyAt = 0;
  #disposed: Promise<void> | undefined;

  constructor(spec: KernelSpec, options: StartKernelOptions, session: Session) {
    this.spec = spec;
    this.#options = options;
    this.#session = session;
  }

  get info(): KernelInfo {
    return this.#session.info;
  }

  get pid(): number | undefined {
    const { process } = this.#session;
    return process.end ? undefined : process.pid;
  }

  execute(code: string, options: ExecuteOptions = {}): Promise<ExecuteResult> {
    const life = this.#life;
    return this.#inTurn(async () => {
      if (life !== this.#life) return withoutRun({ status: "aborted" });
      for (let attempt = 1; ; attempt += 1) {
        await delay(Math.max(0, this.#readyAt - performance.now()));
        const { process } = this.#session;
        if (process.end) return withoutRun({ status: "dead", ...process.end });
        const result = await this.#run(code, options);
        // Cells come one by one, so an aborted one met a pause that was too short on a busy
        // machine. It has not run, so it may be sent again.
        if (result.end.status !== "aborted" || attempt === sendAttempts) return result;
      }
    });
  }

  async interrupt(): Promise<void> {
    const { process, channels } = this.#session;
    if (process.end) return;
    if (this.spec.interruptMode === "message") channels.request("control", "interrupt_request", {});
    else if (this.#options.interruptProcess) await this.#options.interruptProcess(process.pid);
    else process.interrupt();
  }

  async restart(): Promise<void> {
    if (this.#disposed) throw new KernelError({ code: "disposed" });
    this.#life += 1;
    // Not in turn: the running cell may be what the restart is for. It ends "dead".
    const closed = this.#session.close();
    await this.#inTurn(async () => {
      await closed;
      if (this.#disposed) throw new KernelError({ code: "disposed" });
      this.#session = await openSession(this.spec, this.#options);
      this.#readyAt = 0;
    });
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#close();
    return this.#disposed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #close(): Promise<void> {
    this.#life += 1;
    await this.#session.close();
    await this.#queue;
    await this.#session.close();
  }

  async #run(code: string, options: ExecuteOptions): Promise<ExecuteResult> {
    const quirks = quirksOf(this.info);
    const result = await runCell(code, options, {
      session: this.#session,
      quirks,
      interruptTimeoutMs: this.#options.interruptTimeoutMs ?? 5_000,
      interrupt: () => this.interrupt(),
    });
    if (result.end.status !== "ok") this.#readyAt = performance.now() + quirks.pauseAfterFailureMs;
    return result;
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

function withoutRun(end: ExecuteEnd): ExecuteResult {
  return { end, outputs: [], durationMs: 0, truncated: false };
}
