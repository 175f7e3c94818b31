import type { Sandbox } from "../../../src/grading/index.js";

/** A sandbox whose runner is this program: it has the job as `job` and writes with `say`. */
export function fakeRunner(program: string): Sandbox {
  const script = `
    const { text } = require("node:stream/consumers");
    const { writeSync } = require("node:fs");
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const say = (record) => writeSync(1, JSON.stringify(record) + "\\n");
    text(process.stdin).then(async (input) => {
      const job = JSON.parse(input);
      ${program}
    });`;
  return {
    name: "none",
    prepare: async () => ({
      command: process.execPath,
      arguments: ["-e", script],
      env: {},
      cwd: process.cwd(),
      dispose: async () => {},
    }),
  };
}
