import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { writeErrorOutput } from "./errorOutput.js";
import type { WorkerStart } from "./messages.js";
import { createRing } from "./ring.js";

/** The main thread's ends of what connects it to the protocol's thread. */
export interface KernelWorker {
  readonly cwd: string;
  readonly ring: SharedArrayBuffer;
  readonly words: SharedArrayBuffer;
  readonly ports: Readonly<Record<keyof WorkerStart["ports"], MessagePort>>;
}

/** Starts the thread that speaks the protocol, from the module at a URL. */
export function startWorker(module: URL, connectionFile: string): KernelWorker {
  const cwd = process.cwd();
  const ring = createRing();
  const words = new SharedArrayBuffer(8);
  const requests = new MessageChannel();
  const messages = new MessageChannel();
  const wake = new MessageChannel();
  const answers = new MessageChannel();
  const theirs: WorkerStart["ports"] = {
    requests: requests.port2,
    messages: messages.port2,
    wake: wake.port2,
    input: answers.port2,
  };
  const workerData: WorkerStart = { connectionFile, cwd, ring, words, ports: theirs };
  const thread = new Worker(module, {
    workerData,
    transferList: Object.values(theirs),
    // Else Node opens this process's own streams for it: see `writeErrorOutput`.
    stdout: true,
    stderr: true,
  });
  for (const stream of [thread.stdout, thread.stderr]) stream.on("data", writeErrorOutput);
  const exit = process.exit.bind(process);
  thread.once("error", (error) => {
    writeErrorOutput(`softgrad kernel: ${error.stack ?? error.message}\n`);
    exit(1);
  });
  return {
    cwd,
    ring,
    words,
    ports: {
      requests: requests.port1,
      messages: messages.port1,
      wake: wake.port1,
      input: answers.port1,
    },
  };
}
