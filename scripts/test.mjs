// npm test: prepares everything, then runs every phase, or those that are named.
import { nodeProblem } from "./prepare/node-version.mjs";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  // Only now: an old Node would stop at the syntax of these files, with a stack trace.
  import("./phases/test.mjs").then((module) => module.test(process.argv.slice(2)));
}
