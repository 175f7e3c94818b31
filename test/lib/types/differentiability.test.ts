import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Real compilers on real declarations: what a user's editor, and tslab, would say.
const root = fileURLToPath(new URL("../../..", import.meta.url));
const typescript7 = join(root, "node_modules/typescript/bin/tsc");
const tslabs = join(root, "node_modules/@tslab/typescript-for-tslab/bin/tsc");

const given = `
import * as tf from "@tensorflow/tfjs";
import {
  brierLoss, combineLosses, dice, gumbelSoftmax, oneHot, sigmoidCrossEntropy, softBinary, softDiceLoss, softIouLoss,
  softmaxCrossEntropy, softOneHot, stopGradient, straightThrough,
} from "./lib/index.js";
const target = oneHot(tf.tensor2d([[0, 1]], [1, 2], "int32"), 2);
const logits: tf.Tensor = tf.zeros([1, 2, 2]);
`;

const accepted = `
softDiceLoss(target, softOneHot(logits, { alpha: 2 }));
softIouLoss(target, logits, { activation: "softmax", classes: [1], over: "batch" });
softIouLoss(target, softBinary(logits));
softIouLoss(target, straightThrough(softOneHot(logits)));
softIouLoss(target, gumbelSoftmax(logits, { seed: 1 }));
softmaxCrossEntropy(target, logits.mul(2));
sigmoidCrossEntropy(target, tf.zeros([1, 2, 2]));
dice(target, target);
combineLosses([[softDiceLoss, 1, { activation: "softmax" }], [softmaxCrossEntropy, 0.5]])(target, logits);
combineLosses([[softDiceLoss, 1], [brierLoss, 1]])(target, softOneHot(logits));
combineLosses([[(t: tf.Tensor, p: tf.Tensor) => p.sub(t).abs(), 1]])(target, softOneHot(logits));
const tensor: tf.Tensor = target;
const model: tf.LayersModel = tf.sequential();
model.compile({ loss: softDiceLoss, optimizer: "sgd" });
model.compile({ loss: [softmaxCrossEntropy, softIouLoss], optimizer: "sgd" });
model.compile({ loss: combineLosses([[softmaxCrossEntropy, 1]]), optimizer: "sgd" });
export const loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor = sigmoidCrossEntropy;
export { tensor };
`;

const refused = {
  "a one-hot prediction": "softDiceLoss(target, target);",
  "a one-hot prediction of cross-entropy": "softmaxCrossEntropy(target, target);",
  "probabilities where logits belong": "sigmoidCrossEntropy(target, softBinary(logits));",
  "a cut prediction": "softIouLoss(target, stopGradient(logits));",
  "a hard tensor made straight-through": "straightThrough(target);",
  "probabilities where one of several losses wants logits":
    "combineLosses([[softDiceLoss, 1], [softmaxCrossEntropy, 1]])(target, softOneHot(logits));",
  "a one-hot prediction of several losses": "combineLosses([[softDiceLoss, 1]])(target, target);",
};

const message =
  "must flow: pass softOneHot(logits), softBinary(logits) or straightThrough(soft) instead of a hard tensor";

const logitsMessage =
  "must be of raw scores: pass the logits themselves, since softmax or sigmoid is in this loss already";

const compilers = {
  "TypeScript 7, nodenext": {
    path: typescript7,
    options: { module: "nodenext", exactOptionalPropertyTypes: true },
  },
  "tslab's TypeScript 5.0, Node10": {
    path: tslabs,
    options: { module: "commonjs", moduleResolution: "node", esModuleInterop: true },
  },
};

const files = ["accepted", ...Object.keys(refused).map((_, index) => `refused${index}`)];
let folder: string;

beforeAll(() => {
  mkdirSync(join(root, ".softgrad"), { recursive: true });
  folder = mkdtempSync(join(root, ".softgrad", "types-"));
  const project = join(folder, "declarations.json");
  writeFileSync(
    project,
    JSON.stringify({
      extends: "../../tsconfig.build.json",
      compilerOptions: { outDir: ".", rootDir: "../../src", emitDeclarationOnly: true },
      include: ["../../src/lib"],
    }),
  );
  execFileSync(process.execPath, [typescript7, "-p", project]);
  writeFileSync(join(folder, "accepted.ts"), given + accepted);
  Object.values(refused).forEach((line, index) => {
    writeFileSync(join(folder, `refused${index}.ts`), given + line);
  });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(compilers))("%s", (name, { path, options }) => {
  let output: string;

  beforeAll(() => {
    const project = join(folder, `${name.replaceAll(/\W/g, "")}.json`);
    const common = { noEmit: true, strict: true, skipLibCheck: true, target: "es2022", types: [] };
    writeFileSync(
      project,
      JSON.stringify({
        compilerOptions: { ...common, ...options },
        files: files.map((file) => `${file}.ts`),
      }),
    );
    const compiler = spawnSync(process.execPath, [path, "-p", project, "--pretty", "false"], {
      cwd: folder,
      encoding: "utf8",
    });
    output = compiler.stdout;
  }, 120_000);

  /** The errors of one file, each with the lines that explain it. */
  const errorsOf = (file: string) =>
    output.split(/^(?=\S)/m).filter((error) => error.includes(`${file}.ts(`));

  it("compiles soft and plain predictions, and losses in model.compile", () => {
    expect(errorsOf("accepted")).toEqual([]);
  });

  it.each(Object.keys(refused).map((what, index) => [what, index] as const))(
    "refuses %s",
    (_what, index) => {
      const [error, ...more] = errorsOf(`refused${index}`);
      expect(error).toMatch(
        /Argument of type '(Hard|Soft)' is not assignable to parameter of type '(Prediction|Logits)'/,
      );
      expect(more).toEqual([]);
    },
  );

  // TypeScript 5 explains a pair of types once a program, at the first error.
  it("says what to use instead", () => {
    expect(errorsOf("refused0").join()).toContain(message);
    expect(errorsOf("refused2").join()).toContain(logitsMessage);
  });

  it("has no other complaint", () => {
    expect(output.match(/error TS/g)).toHaveLength(Object.keys(refused).length);
  });
});
