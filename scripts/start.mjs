// npm start: prepares everything that is missing and opens JupyterLab on the lessons.
import { nodeProblem } from "./prepare/node-version.mjs";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  // Only now: an old Node would stop at the syntax of these files, with a stack trace.
  import("./prepare/start.mjs").then((module) => module.start(process.argv.slice(2)));
}
