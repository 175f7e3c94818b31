// A notebook as people write them, of any length: each cell declares one to three names and uses
// earlier ones, from near and from far.

const first = {
  plain: 'import { readFileSync } from "node:fs";\nimport * as path from "node:path";',
  tfjs: 'import { readFileSync } from "node:fs";\nimport * as tf from "@tensorflow/tfjs";',
};

const values = (n, near) =>
  `const values${n} = [${n}, 2, 3].map((value) => value * 2);\n${near("count")};`;
const row = (n, _, far) =>
  `interface Row${n} { readonly id: number; label: string }
function makeRow${n}(id: number): Row${n} {
  return { id, label: String(${far("count")}) };
}`;
const count = (n, near) =>
  `let count${n} = ${near("count")} + 1;
for (let step = 0; step < 3; step++) count${n} += step;
count${n};`;
const model = (n, _, far) =>
  `class Model${n} {
  #weights = ${far("values")};
  constructor(readonly scale: number = ${n}) {}
  predict(x: number): number {
    return this.#weights.reduce((sum, weight) => sum + weight * x, 0) * this.scale;
  }
}`;
const spread = (n, near, far) =>
  `function summary${n}(all: readonly number[]) {
  return { mean${n}: all.length + ${near("count")}, spread${n}: Math.max(...all) };
}
const { mean${n}, spread${n} } = summary${n}(${far("values")});`;
const map = (n, near) =>
  `const map${n} = new Map(Object.entries({ a: ${n} }).map(([key, value]) => [key, value + ${near("count")}]));
console.log(map${n}.get("a")?.toFixed(2));`;
const pair = (n, _, far) =>
  `type Pair${n}<T> = readonly [T, T];
const pair${n}: Pair${n}<number> = [${far("count")}, ${n}];
console.log(pair${n}.join());`;
const loss = (n, near, far) =>
  `const loss${n} = (prediction: number[]) =>
  prediction.map((p, i) => (p - (${near("values")}[i] ?? 0)) ** 2).reduce((a, b) => a + b, 0) + ${far("count")};
await Promise.resolve(loss${n}([1, 2, 3]));`;
const found = (n, near) =>
  `let found${n}: number | undefined = ${near("values")}.find((value) => value > ${n});
if (found${n} === undefined) console.log(path.join("no", "value"), readFileSync.name);`;
const mode = (n, _, far) =>
  `enum Mode${n} { Train, Test }
const mode${n} = ${far("count")} > ${n} ? Mode${n}.Train : Mode${n}.Test;`;
const tensor = (n, _, far) =>
  `const tensor${n} = tf.tidy(() => tf.tensor(${far("values")}).softmax().mul(${n}));
console.log(tensor${n}.shape);`;
const variable = (n, near) =>
  `const variable${n} = tf.variable(tf.scalar(${near("count")}));
const square${n} = (x: tf.Tensor) => x.square().mul(variable${n});`;

const kinds = {
  plain: [values, row, count, model, spread, map, pair, found, mode, loss],
  tfjs: [values, row, count, model, variable, map, pair, loss, mode, tensor],
};
const place = { values: 0, count: 2 };

/** Every tenth cell is of the same kind. */
export function longNotebook(length, flavour) {
  const all = kinds[flavour];
  const cells = [`${first[flavour]}\nconst values0 = [1, 2, 3];\nlet count0 = 0;`];
  for (let cell = 1; cell < length; cell++) {
    const declaring = (word) =>
      cells.flatMap((_, index) => (index > 0 && index % all.length === place[word] ? index : []));
    const near = (word) => `${word}${declaring(word).at(-1) ?? 0}`;
    const far = (word) => `${word}${declaring(word)[(cell * 7) % 31] ?? 0}`;
    cells.push(all[cell % all.length](cell, near, far));
  }
  return cells;
}
