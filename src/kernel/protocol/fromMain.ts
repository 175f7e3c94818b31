import { receiveMessageOnPort } from "node:worker_threads";
import type { FromMain, WakeMessage, WorkerStart } from "../runtime/messages.js";
import type { Envelope } from "../runtime/outlet.js";
import { RingReader } from "../runtime/ring.js";
import type { StreamName } from "./streams.js";

export interface MainListener {
  stream(name: StreamName, cellId: number, bytes: Uint8Array): void;
  message(message: FromMain): void;
  stopped(ticket: number): void;
  value(ticket: number, text: string | undefined): void;
}

// Between two portions the sockets get their turn.
const portion = 256;

/** Reads what the main thread sends, in its order, also while that thread is blocked. */
export function listenToMain({ ring, ports }: WorkerStart, listener: MainListener): void {
  const reader = new RingReader(ring);
  let draining = false;

  const deliver = (mark: Uint8Array) => {
    const wanted = new DataView(mark.buffer, mark.byteOffset).getUint32(0);
    for (;;) {
      const received = receiveMessageOnPort(ports.messages);
      if (received === undefined) return;
      const { number, message } = received.message as Envelope;
      listener.message(message);
      // An interrupt may have come between a message and its mark: it is delivered late.
      if (number === wanted) return;
    }
  };
  const drain = () => {
    for (let count = 0; count < portion; count++) {
      const record = reader.next();
      if (record === undefined) {
        draining = false;
        return;
      }
      if (record.kind === "mark") deliver(record.bytes);
      else listener.stream(record.kind, record.cellId, record.bytes);
    }
    setImmediate(drain);
  };
  const wake = () => {
    if (draining) return;
    draining = true;
    drain();
  };

  ports.wake.on("message", (message: WakeMessage) => {
    if (message.type === "stopped") listener.stopped(message.ticket);
    if (message.type === "value") listener.value(message.ticket, message.text);
    // Also then: the interrupt may have stopped the thread between a record and its call.
    wake();
  });
  wake();
}
