// npm run grade | execute | build:notebooks: prepares what the command needs, then runs it.
import { nodeProblem } from "./prepare/node-version.mjs";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  // Only now: an old Node would stop at the syntax of these files, with a stack trace.
  import("./prepare/run.mjs").then((module) => module.run(process.argv.slice(2)));
}
