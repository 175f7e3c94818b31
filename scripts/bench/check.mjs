// What a cell's check costs late in a notebook beside early in one, on the compiler that the kernel
// uses. Both are checked in turns, so that what slows the machine slows both.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";
import { longNotebook } from "./check/long-notebook.mjs";
import { interleave, median } from "./measure.mjs";

const early = 10;
const late = 300;

/** What all cells have in common, and a notebook of the same kind of any length. */
const notebooks = {
  "as people write them": (length) => longNotebook(length, "plain"),
  "with TensorFlow.js": (length) => longNotebook(length, "tfjs"),
  "each on the one before": (length) =>
    Array.from({ length }, (_, cell) =>
      cell === 0
        ? "const value0 = { sum: 1 };"
        : `const value${cell} = { sum: value${cell - 1}.sum + ${cell} };`,
    ),
};

/** Prints the milliseconds of the tenth cell's check and of the three hundredth's. */
export async function checkSuite({ rounds = 25 }) {
  const built = join(root, "dist", "kernel", "language", "index.js");
  if (!existsSync(built)) await import("../build.mjs");
  const { createLanguage } = await import("../../dist/kernel/language/index.js");
  console.log(`\nA cell's type check; medians of ${rounds} rounds, ms`);
  console.log(`${"".padEnd(26)}${`${early}th`.padStart(9)}${`${late}th`.padStart(9)}    ratio`);
  for (const [title, write] of Object.entries(notebooks)) {
    const cells = write(late);
    const started = [early, late].map((count) => opened(createLanguage, cells.slice(0, count - 1)));
    const kernels = await Promise.all(started);
    try {
      const [short, long] = kernels;
      const runs = { short: checks(short, cells[early - 1]), long: checks(long, cells[late - 1]) };
      const times = await interleave(runs, rounds);
      const [tenth, last] = [median(times.short), median(times.long)];
      const figures = [tenth, last].map((time) => time.toFixed(1).padStart(9)).join("");
      console.log(`${title.padEnd(26)}${figures}${(last / tenth).toFixed(2).padStart(9)}`);
    } finally {
      for (const language of kernels) await language.dispose();
    }
  }
}

/** Checks a cell that differs each time, as one that is edited and run again. */
function checks(language, cell) {
  let round = 0;
  return async () => {
    round += 1;
    const [wrong] = await language.check(`${cell}\n// ${round}`);
    if (wrong) throw new Error(`Cannot measure a cell's check: ${wrong.message}`);
  };
}

/** A notebook of which all cells have run. */
async function opened(createLanguage, cells) {
  const language = createLanguage({ cwd: root });
  for (const cell of cells) {
    language.accept(cell);
    language.finished();
  }
  await language.check("0");
  return language;
}
