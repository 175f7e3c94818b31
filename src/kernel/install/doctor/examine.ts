import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOurs } from "../kernelJson.js";
import type { Surroundings } from "../places.js";
import type { Finding } from "./finding.js";
import { examineJupyter } from "./jupyter.js";
import { examineNatives } from "./natives.js";
import { examineNode } from "./node.js";
import { examineSpec } from "./spec.js";
import { type FoundSpec, surveySpecs, versionAt } from "./survey.js";
import { tryKernel } from "./trial.js";
import { examineTypeScript } from "./typescript.js";

/** How long a kernel has to start, and again to run its first cell. */
const startLimitMs = 60_000;

export interface ExamineOptions extends Surroundings {
  /** This copy's own kernel. */
  readonly main: string;
}

/** Looks at everything that a kernel needs to start, and starts each one of ours that is installed. */
export async function* examine({ main, ...around }: ExamineOptions): AsyncGenerator<Finding> {
  const cwd = await mkdtemp(join(tmpdir(), "softgrad-doctor-"));
  try {
    yield examineNode(process.versions.node);
    yield* await examineNatives();
    yield await examineTypeScript(cwd);
    const { finding, dataPaths } = await examineJupyter(around);
    yield finding;
    const specs = (await surveySpecs(dataPaths)).filter(concernsUs);
    if (!specs.some(({ content }) => content.status === "readable")) yield notInstalled;
    const version = (await versionAt(main)) ?? "";
    for (const spec of specs) {
      yield await examineSpec(spec, {
        around,
        version,
        tryKernel: (of) => tryKernel(of, cwd, startLimitMs),
      });
    }
  } finally {
    await rm(cwd, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A broken kernel.json may be ours, and shows in no front end. */
function concernsUs({ content }: FoundSpec): boolean {
  return content.status === "broken" || isOurs(content.spec.argv);
}

const notInstalled: Finding = {
  subject: "kernelspec",
  status: "wrong",
  detail: "none is installed where Jupyter looks",
  remedy: "Run softgrad kernel install",
};
