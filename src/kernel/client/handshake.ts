import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "../protocol/wire.js";
import type { Channels } from "./channels.js";
import type { KernelInfo } from "./types.js";

const patienceMs = 200;

/**
 * Asks for kernel_info until the answer *and* its idle status on iopub have come.
 *
 * A subscription takes effect some time after the connection (ZeroMQ's slow joiner): output sent
 * before then is lost, so a first answer on shell alone proves nothing about iopub.
 */
export async function handshake(channels: Channels, signal: AbortSignal): Promise<KernelInfo> {
  const asked: string[] = [];
  try {
    for (;;) {
      const info = await ask(channels, signal, asked);
      if (info) return info;
      signal.throwIfAborted();
    }
  } finally {
    for (const id of asked) channels.forget(id);
  }
}

async function ask(
  channels: Channels,
  signal: AbortSignal,
  asked: string[],
): Promise<KernelInfo | undefined> {
  let info: KernelInfo | undefined;
  let heard = false;
  const both = new Promise<void>((resolve) => {
    const id = channels.request("shell", "kernel_info_request", {}, (channel, message) => {
      if (channel === "iopub") heard = true;
      else if (message.header.msg_type === "kernel_info_reply") info = toInfo(message.content);
      if (info && heard) resolve();
    });
    asked.push(id);
  });
  const waited = new AbortController();
  await Promise.race([
    both,
    delay(patienceMs, undefined, { signal: AbortSignal.any([signal, waited.signal]) }).catch(
      () => {},
    ),
  ]);
  waited.abort();
  return info && heard ? info : undefined;
}

function toInfo(content: JsonObject): KernelInfo {
  const language = content.language_info;
  const name =
    typeof language === "object" && language !== null && "name" in language ? language.name : "";
  return {
    implementation: text(content.implementation),
    implementationVersion: text(content.implementation_version),
    protocolVersion: text(content.protocol_version),
    language: text(name),
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
