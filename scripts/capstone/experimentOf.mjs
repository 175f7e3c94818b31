import { mkdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { parsePercent } from "../../dist/notebook/index.js";
import { root } from "../root.mjs";

/** The lesson's own cells that make, train and measure: there is no second copy of them. */
const cells = ["random", "blobs", "digits", "labels", "train", "measure", "experiment"];

export const lesson = `${root}/notebooks/09-capstone.ts`;

/** Takes the experiment out of the lesson's source and loads it as a module. */
export async function experimentOf() {
  const parsed = parsePercent(await readFile(lesson, "utf8"));
  if (parsed.status === "failed") throw new Error(parsed.problems[0]?.message);
  const sources = cells.map((id) => {
    const found = parsed.cells.find((cell) => cell.id === id);
    if (!found) throw new Error(`Cannot load the experiment: 09-capstone.ts has no cell "${id}"`);
    return found.source;
  });
  const source = [
    'import * as tf from "@tensorflow/tfjs";',
    'import { dice, expectedCalibrationError, labelsFromVotes, oneHot } from "softgrad";',
    'import { smoothLabels, softmaxCrossEntropy } from "softgrad";',
    ...sources,
    "export { experiment };",
  ].join("\n");
  const { code } = await transform(source, { loader: "ts", format: "esm" });
  // Inside the package, so that "softgrad" is found there.
  const file = `${root}/.softgrad/capstone.mjs`;
  await mkdir(`${root}/.softgrad`, { recursive: true });
  await writeFile(file, code);
  return (await import(file)).experiment;
}
