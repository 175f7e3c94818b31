import { defineConfig } from "vitest/config";
import { phases } from "./scripts/phases/phases.mjs";

const named = phases.flatMap((phase) => phase.folders ?? []);
const tests = (folder) => `test/${folder}/**/*.test.{ts,mjs}`;

/** Real kernels, JupyterLab and Chromium take their time, the more so on two busy cores. */
const patience = 180_000;

export default defineConfig({
  test: {
    // A kernel, a browser and a compiler beside each other: more would only slow each other down.
    maxWorkers: 2,
    projects: phases
      .filter((phase) => phase.kind === "vitest")
      .map(({ name, folders }) => ({
        test: {
          name,
          include: (folders ?? ["**"]).map(tests),
          exclude: folders ? [] : ["**/node_modules/**", ...named.map(tests)],
          testTimeout: patience,
          hookTimeout: patience,
        },
      })),
  },
});
