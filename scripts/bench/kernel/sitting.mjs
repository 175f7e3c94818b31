// One start of a kernel, and all that is measured in it.
import { Channels } from "../../../dist/kernel/client/channels.js";
import { commandLine, environment } from "../../../dist/kernel/client/command-line.js";
import { createConnection, removeConnection } from "../../../dist/kernel/client/connection.js";
import { startKernel } from "../../../dist/kernel/client/index.js";
import { startProcess } from "../../../dist/kernel/client/kernel-process.js";
import { median } from "../measure.mjs";
import { memoryOf } from "./memory.mjs";

const lines = 100_000;

export async function sitting(spec, cwd) {
  const reply = await timeToReply(spec, cwd);
  const started = performance.now();
  const kernel = await startKernel(spec, { cwd });
  try {
    const ready = performance.now() - started;
    const first = await timed(kernel, "1+1");
    const cells = await each(kernel, 20, (n) => `const trivial${n} = ${n}; trivial${n} + 1`);
    const idleMemory = memoryOf(kernel.pid);
    const tfjs = await timed(kernel, 'import * as tf from "@tensorflow/tfjs";\ntf.version.tfjs');
    const after = await each(kernel, 10, (n) => `const t${n} = tf.tensor1d([${n}]);\nt${n}.shape`);
    const tfjsMemory = memoryOf(kernel.pid);
    // Last: a kernel that loses its idle status on the way is of no more use.
    const printed = await print(kernel);
    return { reply, ready, first, cells, tfjs, after, ...printed, idleMemory, tfjsMemory };
  } finally {
    await kernel.dispose();
  }
}

/** Milliseconds from the start of the process to its first answer, without waiting for iopub. */
async function timeToReply(spec, cwd) {
  const connection = await createConnection({ kernelName: spec.name });
  const started = performance.now();
  const kernel = await startProcess(commandLine(spec, connection), {
    cwd,
    env: environment(spec, { cwd }),
  });
  const channels = await Channels.open(connection, new AbortController().signal);
  try {
    await new Promise((resolve) => {
      channels.request("shell", "kernel_info_request", {}, (channel) => {
        if (channel === "shell") resolve();
      });
    });
    return performance.now() - started;
  } finally {
    kernel.kill();
    await kernel.ended;
    channels.close();
    await removeConnection(connection);
  }
}

async function timed(kernel, code) {
  const { end, durationMs } = await kernel.execute(code);
  if (end.status === "ok") return durationMs;
  throw new Error(`Cannot measure ${kernel.spec.name}: ${code} ended ${JSON.stringify(end)}`);
}

async function each(kernel, count, codeOf) {
  const times = [];
  for (let n = 0; n < count; n++) times.push(await timed(kernel, codeOf(n)));
  return median(times);
}

async function print(kernel) {
  const code = `for (let line = 0; line < ${lines}; line++) console.log("line " + line)`;
  const { outputs, durationMs } = await kernel.execute(code, { timeoutMs: 20_000 });
  const text = outputs
    .map((output) => (output.output_type === "stream" ? output.text : ""))
    .join("");
  return { lines: durationMs, arrived: text.split("\n").length - 1 };
}
