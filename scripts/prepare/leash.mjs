// Runs a command, and ends it when the process that started this one is gone: its end of our stdin
// closes even when it was killed. An installer left behind would write into the next set-up's folder.
import { spawn } from "node:child_process";

/** What a shell answers for a program that is not there. */
const notFound = 127;

const [file, ...args] = process.argv.slice(2);
const child = spawn(file, args, { stdio: ["ignore", "inherit", "inherit"] });
const stop = () => child.kill("SIGKILL");
process.stdin.on("close", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
child.on("error", (error) => {
  console.error(error.message);
  process.exit(error.code === "ENOENT" ? notFound : 1);
});
child.on("close", (code) => process.exit(code ?? 1));
