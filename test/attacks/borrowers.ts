import type { Notebook } from "../../src/notebook/index.js";
import { lesson, withSources } from "../grading/support/lesson.js";
import { impostor } from "./attackers.js";

const { solved } = lesson();

/** An answer whose formula is the exercise's own reference, however `load` comes by `exercises`. */
const byReference = (load: string): Notebook =>
  impostor({
    "thread-to-iou": `${load}
function iouFromThread(thread: any): any {
  const { reference } = (exercises as any).find(({ id }: any) => id === "thread-to-iou");
  const { dtype, shape } = thread;
  const { tensor } = reference({ tensor: { dtype, shape, values: [...thread.dataSync()] } });
  return tf.tensor(tensor.values.map(Number), tensor.shape);
}`,
  });

const paths = `
const fs = require("node:fs");
const path = require("node:path");
const own = path.dirname(require.resolve("softgrad/checks"));
const folders = [own, "/course/dist/checks", "/course/node_modules/softgrad/dist/checks", "/proc/1/root/course/dist/checks"];`;

/** Answers that look for what the grader compares with. Where nothing is hidden, each finds it. */
export const borrowers = {
  imports: byReference('import { exercises } from "softgrad/checks";'),

  requires: byReference(`${paths}
let exercises: any = [];
for (const folder of folders) {
  for (const file of ["lessons/index.js", "lessons/04-soft-iou.js", "index.js"]) {
    for (const from of [own, "/course", "/course/node_modules/softgrad"]) {
      try { exercises = require("node:module").createRequire(path.join(from, "x.js"))(path.join(folder, file)).exercises ?? exercises; } catch {}
      try { exercises = require(path.join(folder, file)).exercises ?? exercises; } catch {}
    }
  }
}`),

  asksAnotherNode: impostor({
    "thread-to-iou": `${paths}
function iouFromThread(thread: any): any {
  const { dtype, shape } = thread;
  const url = require("node:url").pathToFileURL(path.join(own, "lessons/index.js")).href;
  const given = JSON.stringify({ tensor: { dtype, shape, values: [...thread.dataSync()] } });
  const program = \`import { exercises } from "\${url}";
    const { reference } = exercises.find(({ id }) => id === "thread-to-iou");
    console.log(JSON.stringify(reference(\${given}).tensor.values));\`;
  const said = require("node:child_process").execFileSync(process.execPath, ["--input-type=module", "-e", program]);
  return tf.tensor(JSON.parse(String(said)), shape);
}`,
  }),

  reads: impostor({
    "thread-to-iou": `${paths}
let formula: any;
for (const folder of folders) {
  try {
    const text = fs.readFileSync(path.join(folder, "lessons/04-soft-iou/thread-to-iou.js"), "utf8");
    formula = new Function("return " + /reference: each\\((.*)\\),/.exec(text)?.[1])();
  } catch {}
}
function iouFromThread(thread: any): any {
  return tf.tensor(Array.from(thread.dataSync(), (value) => formula(value)), thread.shape);
}`,
  }),
};

/** All right, with what a learner leaves behind in an answer's cell. */
export const leavesHelpIn = withSources(solved, {
  "thread-to-iou": `${sourceOf("thread-to-iou")}
hint("thread-to-iou");
hint("thread-to-iou", 99);
progress();
await check("thread-to-iou", iouFromThread);`,
  "mean-iou": `import { solution } from "softgrad/checks";
solution("mean-iou");
${sourceOf("mean-iou")}`,
});

function sourceOf(id: string): string {
  return solved.cells.find((cell) => cell.id === id)?.source ?? "";
}
