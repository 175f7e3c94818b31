import { startKernelProcess } from "./runtime/start.js";

const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  console.error(
    "Cannot start the kernel: no connection file is named. Jupyter starts it by itself.",
  );
  process.exitCode = 2;
} else {
  startKernelProcess(connectionFile);
}
