// Makes examples/submissions from the lesson sources: notebooks as a class hands them in. What each
// of them scores is in submissions/expected.json, which is written by hand.
//
//   node examples/make-submissions.mjs            writes them (after a build)
//   node examples/make-submissions.mjs --check    fails where one is not what the lessons give
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exercises } from "../dist/checks/lessons/index.js";
import {
  cellRole,
  notebookFromPercent,
  release,
  serializeNotebook,
} from "../dist/notebook/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const iouLesson = "04-soft-iou";

function lesson(id) {
  const own = exercises.filter((exercise) => exercise.lesson === id);
  const points = Object.fromEntries(own.map((exercise) => [exercise.id, exercise.points]));
  const source = readFileSync(join(root, "notebooks", `${id}.ts`), "utf8");
  const built = notebookFromPercent(source, { lesson: id, points });
  if (built.status !== "ok")
    throw new Error(built.problems.map(({ message }) => message).join(" "));
  return { master: built.notebook, released: release(built.notebook) };
}

/** A notebook in a learner's hands. Changes return a new one. */
class Handed {
  constructor(id, notebook) {
    this.master = lesson(id).master;
    this.notebook = notebook ?? structuredClone(lesson(id).released);
  }

  /** The exercise done as in the lesson's solution. */
  solve(...ids) {
    for (const id of ids) this.cell(id).source = solution(this.master, id);
    return this;
  }

  solveAllBut(...ids) {
    const all = this.master.cells.flatMap((cell) => {
      const role = cellRole(cell);
      return role?.role === "answer" ? [role.exercise] : [];
    });
    return this.solve(...all.filter((id) => !ids.includes(id)));
  }

  /** The exercise's function with this body instead of the stub. */
  write(id, ...body) {
    const cell = this.cell(id);
    const stub = /^( *)throw new NotAttempted\(.*\);$/m;
    if (!stub.test(cell.source)) throw new Error(`No stub is left in ${id}`);
    cell.source = cell.source.replace(stub, (_, indent) =>
      body.map((line) => `${indent}${line}`).join("\n"),
    );
    return this;
  }

  edit(id, source) {
    this.cell(id).source = source;
    return this;
  }

  remove(...ids) {
    this.notebook.cells = this.notebook.cells.filter((cell) => !ids.includes(cell.id));
    return this;
  }

  /** A cell of the learner's own, before the cell `id`. */
  add(id, source) {
    const at = this.notebook.cells.findIndex((cell) => cell.id === id);
    const added = { cell_type: "code", id: `added-${at}`, metadata: {}, source };
    this.notebook.cells.splice(at, 0, { ...added, execution_count: null, outputs: [] });
    return this;
  }

  reverse() {
    this.notebook.cells.reverse();
    return this;
  }

  /** Counts and printed lines, as a notebook has them after "Run All". */
  run() {
    let count = 0;
    for (const cell of this.notebook.cells) {
      if (cell.cell_type !== "code") continue;
      count += 1;
      cell.execution_count = count;
      if (cell.id !== "imports") continue;
      const text = "TensorFlow.js 4.22.0 computes on: wasm\n";
      cell.outputs = [{ output_type: "stream", name: "stdout", text }];
    }
    return this;
  }

  mapSources(change) {
    for (const cell of this.notebook.cells) cell.source = change(cell.source);
    return this;
  }

  get text() {
    return serializeNotebook(this.notebook);
  }

  cell(id) {
    const found = this.notebook.cells.find((cell) => cell.id === id);
    if (found === undefined) throw new Error(`There is no cell ${id}`);
    return found;
  }
}

function solution(master, id) {
  const { source } = master.cells.find((cell) => cell.id === id);
  return source.replace(/^ *\/\/ (?:BEGIN|END) SOLUTION\n/gm, "");
}

const handIn = (id = iouLesson) => new Handed(id);

/** An editor that writes nbformat 4.2 and keeps no metadata of cells. */
function stripped({ notebook }) {
  const cells = notebook.cells.map(({ id: _, ...cell }) => ({ ...cell, metadata: {} }));
  return JSON.stringify({ ...notebook, metadata: {}, nbformat_minor: 2, cells }, null, 1);
}

const pythonNotebook = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
  cells: [
    {
      cell_type: "code",
      id: "a1b2c3d4",
      metadata: {},
      execution_count: 1,
      outputs: [],
      source: "import numpy as np\nnp.mean([1, 2, 3])",
    },
  ],
});

const submissions = {
  // Everything right, handed in after "Run All".
  "anna-kowalski.ipynb": handIn().solveAllBut().run().text,
  // Opened, never touched.
  "ben-okafor.ipynb": handIn().text,
  // Half done.
  "chloe-martin.ipynb": handIn().solve("thread-to-iou", "soft-iou").run().text,
  // The forum's formula: Dice/2.
  "david-nguyen.ipynb": handIn()
    .solveAllBut("soft-iou")
    .write(
      "soft-iou",
      "const both = tf.sum(tf.mul(target, prediction), [1, 2]);",
      "return tf.div(both, tf.sum(tf.add(target, prediction), [1, 2]));",
    )
    .run().text,
  // The axes of a PyTorch layout.
  "elif-yilmaz.ipynb": handIn()
    .solveAllBut("soft-iou")
    .write(
      "soft-iou",
      "const both = tf.sum(tf.mul(target, prediction), [2, 3]);",
      "const areas = tf.sum(tf.add(target, prediction), [2, 3]);",
      "return tf.div(both, tf.sub(areas, both));",
    ).text,
  // 0/0 for a class that does not occur.
  "farid-haddad.ipynb": handIn()
    .solveAllBut("mean-iou")
    .write(
      "mean-iou",
      "const both = tf.sum(tf.mul(target, prediction), [1, 2]);",
      "const union = tf.sub(tf.sum(tf.add(target, prediction), [1, 2]), both);",
      "return tf.mean(tf.div(both, union));",
    )
    .run().text,
  // Does not compile.
  "greta-lindqvist.ipynb": handIn()
    .solveAllBut("soft-iou")
    .write(
      "soft-iou",
      'const both: number = tf.sum(tf.mul(target, prediction), "1, 2");',
      "return both;",
    ).text,
  // Throws when it is called.
  "hiro-tanaka.ipynb": handIn()
    .solveAllBut("soft-iou-loss")
    .write(
      "soft-iou-loss",
      "const flat = target.reshape([-1, 7]);",
      "return tf.sub(1, tf.mean(tf.add(flat, smooth)));",
    ).text,
  // Never ends.
  "ines-garcia.ipynb": handIn()
    .solveAllBut("soft-iou")
    .write(
      "soft-iou",
      "let row = 0;",
      "while (row < target.shape[1]) {",
      "  // row += 1;",
      "}",
      "return tf.zeros([target.shape[0], target.shape[3]]);",
    ).text,
  // Cells moved about, checks deleted, the last answer deleted with them.
  "jack-obrien.ipynb": handIn()
    .solveAllBut()
    .remove("soft-iou-check", "mean-iou", "mean-iou-check", "title")
    .reverse().text,
  // Checks that say yes to everything, over answers that are wrong.
  "kwame-mensah.ipynb": handIn()
    .write("thread-to-iou", "return thread;")
    .write("soft-iou", "return tf.ones([target.shape[0], target.shape[3]]);")
    .edit("thread-to-iou-check", 'console.log("correct");')
    .edit(
      "soft-iou-check",
      'const checks = require("softgrad/checks");\nchecks.check = async () => console.log("correct");\nchecks.judge = () => ({ state: "correct", cases: 99 });',
    )
    .run().text,
  // Saved by an editor that crashed.
  "lena-fischer.ipynb": "",
  // Hands the work to the library.
  "mateo-rossi.ipynb": handIn()
    .solveAllBut("soft-iou")
    .edit(
      "soft-iou",
      'import { iou } from "softgrad";\nfunction softIou(target: tf.Tensor4D, prediction: tf.Tensor4D): tf.Tensor {\n  return iou(target, prediction);\n}',
    ).text,
  // A web page under a notebook's name.
  "nadia-petrova.ipynb": "<!DOCTYPE html>\n<html><body>04-soft-iou</body></html>\n",
  // An editor took ids and metadata away; all answers are right.
  "omar-aziz.ipynb": stripped(handIn().solveAllBut()),
  // Folders by student: another lesson, with rows and columns swapped.
  "priya-sharma/01-one-hot.ipynb": handIn("01-one-hot")
    .solveAllBut("one-hot-by-comparison")
    .write(
      "one-hot-by-comparison",
      'const classes = tf.range(0, depth, 1, "int32");',
      "return tf.equal(tf.expandDims(labels, 0), tf.expandDims(classes, -1)).toFloat();",
    )
    .run().text,
  // The textbook's formula, which overflows.
  "quentin-dubois/06-soft-cross-entropy.ipynb": handIn("06-soft-cross-entropy")
    .solveAllBut("soft-cross-entropy")
    .write(
      "soft-cross-entropy",
      "const probabilities = tf.div(tf.exp(logits), tf.sum(tf.exp(logits), -1, true));",
      "return tf.neg(tf.sum(tf.mul(labels, tf.log(probabilities)), -1));",
    ).text,
  // Two lessons in one folder.
  "quentin-dubois/04-soft-iou.ipynb": handIn().solve("thread-to-iou").text,
  // nbgrader's folders; the helper stands in a cell of its own.
  "sofia-lopez/04-soft-iou/04-soft-iou.ipynb": handIn()
    .solve("thread-to-iou", "mean-iou")
    .add("soft-iou", "const overPixels = (values: tf.Tensor) => tf.sum(values, [1, 2]);")
    .write(
      "soft-iou",
      "const both = overPixels(tf.mul(target, prediction));",
      "return tf.div(both, tf.sub(overPixels(tf.add(target, prediction)), both));",
    ).text,
  // Prints and warns in every call, and is right.
  "yuki-sato.ipynb": handIn()
    .solveAllBut("soft-iou")
    .write(
      "soft-iou",
      'console.log("Error? target", target.shape, "prediction", prediction.shape);',
      'console.warn("warning: not sure about this");',
      "const both = tf.sum(tf.mul(target, prediction), [1, 2]);",
      "return tf.div(both, tf.sub(tf.sum(tf.add(target, prediction), [1, 2]), both));",
    )
    .run().text,
  // Another course's notebook.
  "viktor-horvath.ipynb": pythonNotebook,
  // A name with blanks and accents, and lines as Windows ends them.
  "04-soft-iou Zoë Müller.ipynb": handIn()
    .solveAllBut()
    .mapSources((source) => source.replaceAll("\n", "\r\n")).text,
};

const folder = join(root, "examples", "submissions");
const check = process.argv.includes("--check");
const stale = [];
for (const [name, text] of Object.entries(submissions)) {
  const path = join(folder, name);
  if (check) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) stale.push(name);
    continue;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (stale.length > 0) {
  console.error(
    `Not what the lessons give: ${stale.join(", ")}. Run: node examples/make-submissions.mjs`,
  );
  process.exitCode = 1;
} else console.log(`${Object.keys(submissions).length} submissions in examples/submissions`);
