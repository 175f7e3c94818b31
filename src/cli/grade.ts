import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineCommand } from "citty";
import { exercises } from "../checks/lessons/index.js";
import {
  chooseSandbox,
  defaultLimits,
  duration,
  findPlaces,
  freshSeed,
  gradeBatch,
  loadAssignments,
  Progress,
  parseSeed,
  type Results,
  resultsJsonSchema,
  resultsTable,
  type SandboxChoice,
  sandboxChoices,
} from "../grading/index.js";
import { kernelOf, kernelOption } from "./kernelChoice.js";
import { UsageError } from "./usageError.js";
import { version } from "./version.js";

export default defineCommand({
  meta: {
    name: "grade",
    description: "Grade a folder of notebooks in a sandbox, without Jupyter",
  },
  args: {
    submissions: {
      type: "positional",
      required: false,
      description: "Folder of notebooks, or one: <student>.ipynb, <student>/<assignment>.ipynb",
    },
    assignment: {
      type: "string",
      description: "Lesson of notebooks that do not name one, as 04-soft-iou",
    },
    out: { type: "string", default: "grades", description: "Folder for the results" },
    jobs: { type: "string", description: "Submissions at a time (default: one a core)" },
    timeout: { type: "string", default: "20", description: "Seconds for one answer" },
    seed: { type: "string", description: "Hex digits that decide the hidden cases" },
    sandbox: {
      type: "string",
      default: "auto",
      description: "auto, bubblewrap, or none to run submissions unprotected",
    },
    kernel: kernelOption,
    schema: { type: "boolean", description: "Print the JSON Schema of results.json and stop" },
  },
  async run({ args }) {
    if (args.schema === true) {
      console.log(JSON.stringify(resultsJsonSchema(), null, 2));
      return 0;
    }
    if (args.submissions === undefined || args.submissions === "") {
      throw new UsageError("No submissions: name the folder, as in softgrad grade submissions/");
    }
    const kernel = kernelOf(args.kernel);
    const jobs = args.jobs === undefined ? availableParallelism() : whole("jobs", args.jobs, 256);
    const timeoutMs = 1000 * whole("timeout", args.timeout, 3600);
    const seed = args.seed === undefined ? freshSeed() : seedOf(args.seed);
    const choice = sandboxOf(args.sandbox);

    const places = findPlaces();
    if (kernel === "tslab" && !existsSync(join(places.nodeModules, "tslab"))) {
      throw new UsageError(
        `Cannot use the kernel tslab: ${places.nodeModules} has none; run npm install tslab, or leave --kernel out`,
      );
    }
    const loaded = await loadAssignments(exercises, join(places.package, "notebooks"));
    if (loaded.status === "failed") throw new UsageError(loaded.message);
    const chosen = await chooseSandbox(choice, places, defaultLimits);
    if (chosen.status === "failed") throw new UsageError(chosen.message);
    const { sandbox } = chosen;
    if (sandbox.warning !== undefined) console.error(`Warning: ${sandbox.warning}`);

    const stop = interruptible();
    let progress: Progress | undefined;
    const batch = await gradeBatch({
      submissions: args.submissions,
      out: args.out,
      assignments: loaded.assignments,
      ...(args.assignment === undefined ? {} : { assignment: args.assignment }),
      kernel,
      sandbox,
      limits: defaultLimits,
      jobs,
      timeoutMs,
      seed,
      softgrad: version,
      signal: stop.signal,
      now: () => new Date(),
      onStart: (total) => {
        const many = total === 1 ? "1 submission" : `${total} submissions`;
        const where = kernel === "tslab" ? `${sandbox.name} on stock tslab` : sandbox.name;
        console.log(`Grading ${many}, ${jobs} at a time, in ${where}, seed ${seed}`);
        progress = new Progress(total, process.stdout);
      },
      onFinished: (result) => progress?.finished(result),
    });
    progress?.end();
    stop.done();
    if (batch.status === "failed") throw new UsageError(batch.message);
    report(batch.results, args.out);
    if (batch.results.interrupted) return 130;
    return batch.results.submissions.some(({ status }) => status !== "graded") ? 1 : 0;
  },
});

function report(results: Results, out: string): void {
  const { submissions, ignoredFiles } = results;
  console.log(`\n${resultsTable(results)}\n`);
  if (ignoredFiles.length > 0) console.log(`Passed over: ${ignoredFiles.join(", ")}`);
  const graded = submissions.filter(({ status }) => status === "graded").length;
  const seconds = (Date.parse(results.finishedAt) - Date.parse(results.startedAt)) / 1000;
  const rest = submissions.length - graded;
  console.log(
    `${graded} graded, ${rest} not run or incomplete, in ${duration(seconds)}: ${join(out, "results.json")}, junit.xml, feedback/. The same again: --seed ${results.seed}`,
  );
}

/** The first Ctrl-C ends the batch with what is done, the second one at once. */
function interruptible(): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    console.error("\nInterrupted: keeping what is done. Again to stop at once.");
    controller.abort();
  };
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  return {
    signal: controller.signal,
    done: () => {
      process.removeListener("SIGINT", interrupt);
      process.removeListener("SIGTERM", interrupt);
    },
  };
}

function whole(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new UsageError(`Option --${name} must be a whole number from 1 to ${max}: got "${text}"`);
}

function seedOf(text: string): string {
  const seed = parseSeed(text);
  if (seed !== undefined) return seed;
  throw new UsageError(`Option --seed must be 1 to 64 hex digits: got "${text}"`);
}

function sandboxOf(text: string): SandboxChoice {
  const choice = sandboxChoices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`Option --sandbox must be auto, bubblewrap or none: got "${text}"`);
}
