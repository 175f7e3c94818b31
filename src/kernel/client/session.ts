import { rmSync } from "node:fs";
import { Channels } from "./channels.js";
import { commandLine, environment } from "./command-line.js";
import { createConnection, removeConnection } from "./connection.js";
import { beforeExit } from "./exit-hook.js";
import { handshake } from "./handshake.js";
import { type KernelProcess, startProcess } from "./kernel-process.js";
import { shutDown } from "./shut-down.js";
import { lostPort, withinStart } from "./start-limits.js";
import type { KernelInfo, KernelSpec, StartKernelOptions } from "./types.js";

/** One life of a kernel: a process, the sockets to it, and its connection file. */
export interface Session {
  readonly info: KernelInfo;
  readonly process: KernelProcess;
  readonly channels: Channels;
  /** Ends the process, by request, then SIGTERM, then SIGKILL, and removes the file. */
  close(): Promise<void>;
}

const portAttempts = 5;

/** Starts a kernel and waits until it answers on every channel. */
export async function openSession(spec: KernelSpec, options: StartKernelOptions): Promise<Session> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOpen(spec, options);
    } catch (error) {
      // Another program took a port between our look and the kernel's bind.
      if (attempt < portAttempts && lostPort(error)) continue;
      throw error;
    }
  }
}

async function tryOpen(spec: KernelSpec, options: StartKernelOptions): Promise<Session> {
  const { startTimeoutMs = 60_000, shutdownTimeoutMs = 2_000 } = options;
  const connection = await createConnection({
    kernelName: spec.name,
    ...(options.transport && { transport: options.transport }),
    ...(options.temporaryDirectory && { temporaryDirectory: options.temporaryDirectory }),
  });
  let started: KernelProcess;
  try {
    started = await startProcess(commandLine(spec, connection), {
      cwd: options.cwd,
      env: environment(spec, options),
    });
  } catch (error) {
    await removeConnection(connection);
    throw error;
  }
  const kept = started;
  const undo = beforeExit(() => {
    kept.kill();
    rmSync(connection.folder, { recursive: true, force: true });
  });
  let channels: Channels | undefined;
  const dismantle = async (): Promise<void> => {
    kept.kill();
    await kept.ended;
    channels?.close();
    await removeConnection(connection);
    undo();
  };
  try {
    const answer = await withinStart(
      kept,
      startTimeoutMs,
      async (signal) => {
        channels = await Channels.open(connection, signal);
        if (signal.aborted) channels.close();
        signal.throwIfAborted();
        return { channels, info: await handshake(channels, signal) };
      },
      () => channels?.refused ?? 0,
    );
    let closed: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await shutDown(kept, answer.channels, shutdownTimeoutMs);
      await dismantle();
    };
    return {
      ...answer,
      process: kept,
      close: () => {
        closed ??= close();
        return closed;
      },
    };
  } catch (error) {
    await dismantle();
    throw error;
  }
}
