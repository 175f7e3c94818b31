import { setTimeout as pause } from "node:timers/promises";
import type { Language } from "../language/types.js";
import type { History } from "./history.js";
import type { Interrupts } from "./interrupts.js";
import type { Sockets } from "./sockets.js";

export interface ShutdownParts {
  readonly sockets: Sockets;
  readonly interrupts: Interrupts;
  readonly history: History;
  readonly language: Promise<Language>;
}

const historyMs = 200;
const flushMs = 500;
// What was handed to ZeroMQ still has to leave; closing waits for it in the background.
const leaveMs = 20;

/** Lets the kernel's last words out and closes what it holds, within a second. */
export async function shutDown(parts: ShutdownParts): Promise<void> {
  const { sockets, interrupts, history, language } = parts;
  interrupts.close();
  await Promise.race([history.flushed(), pause(historyMs)]);
  const checkerEnded = language.then((known) => known.dispose()).catch(() => {});
  await Promise.race([Promise.all([sockets.flushed(), checkerEnded]), pause(flushMs)]);
  await pause(leaveMs);
  sockets.close();
}
