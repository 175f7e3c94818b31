import module from "node:module";

const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  console.error(
    "Cannot start the kernel: no connection file is named. Jupyter starts it by itself.",
  );
  process.exitCode = 2;
} else {
  // Where Node has it, from 22.1: the compiled code of an earlier start is read back.
  const enableCompileCache: unknown = Reflect.get(module, "enableCompileCache");
  if (typeof enableCompileCache === "function") Reflect.apply(enableCompileCache, module, []);
  // After the cache is there, which holds only what is loaded later.
  const { startKernelProcess } = await import("./runtime/start.js");
  startKernelProcess(connectionFile);
}
