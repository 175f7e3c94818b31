import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { feedbackPage } from "./feedback.js";
import { junitReport } from "./junit.js";
import { type Results, resultsSchema, type SubmissionResult } from "./results.js";
import { writeAtomically } from "./writeAtomically.js";

/** The folder that a grading writes: a record and a page for each submission, then the whole. */
export class OutputFolder {
  constructor(
    readonly path: string,
    private readonly context: {
      readonly titles: ReadonlyMap<string, string>;
      readonly softgrad: string;
    },
  ) {}

  /** Takes away what an earlier grading wrote here about single students, and nothing else. */
  async clear(): Promise<void> {
    let earlier: Results;
    try {
      earlier = resultsSchema.parse(
        JSON.parse(await readFile(join(this.path, "results.json"), "utf8")),
      );
    } catch {
      return;
    }
    for (const { feedback } of earlier.submissions) {
      const name = /^feedback\/([^/\\]+)\.html$/u.exec(feedback)?.[1];
      if (name === undefined || name.startsWith(".")) continue;
      await rm(join(this.path, "feedback", `${name}.html`), { force: true });
      await rm(join(this.path, "records", `${name}.json`), { force: true });
    }
    await rm(join(this.path, "results.json"), { force: true });
    await rm(join(this.path, "junit.xml"), { force: true });
  }

  /** Written as soon as a submission is done, so that what is done outlives the batch. */
  async writeSubmission(name: string, result: SubmissionResult, gradedAt: Date): Promise<void> {
    const title = this.context.titles.get(result.assignment ?? "");
    const page = feedbackPage(result, {
      ...(title === undefined ? {} : { title }),
      gradedAt,
      softgrad: this.context.softgrad,
    });
    await writeAtomically(join(this.path, "feedback", `${name}.html`), page);
    await writeAtomically(join(this.path, "records", `${name}.json`), json(result));
  }

  async writeResults(results: Results): Promise<void> {
    await writeAtomically(join(this.path, "junit.xml"), junitReport(results));
    await writeAtomically(join(this.path, "results.json"), json(resultsSchema.parse(results)));
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
