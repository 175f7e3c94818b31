import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";
import type { KernelSpec } from "../../client/types.js";
import { isOurs, mainOf, nodeFlags } from "../kernelJson.js";
import { installCommand, isInNpxCache, type Surroundings } from "../places.js";
import type { Finding } from "./finding.js";
import { examineNode } from "./node.js";
import { type FoundSpec, versionAt } from "./survey.js";
import type { Trial } from "./trial.js";

type Bad = Exclude<Finding, { status: "ok" }>;

export interface SpecExamination {
  readonly around: Surroundings;
  /** The version of this copy of the package. */
  readonly version: string;
  /** Starts the kernel and runs a cell. */
  readonly tryKernel: (spec: KernelSpec) => Promise<Trial>;
}

/** A kernelspec of ours: what it names is there, it is found under its name, and it starts. */
export async function examineSpec(found: FoundSpec, with_: SpecExamination): Promise<Finding> {
  const subject = `kernelspec ${found.name}`;
  const command = installCommand(found.folder, with_.around);
  const wrong = (detail: string, remedy = `Run ${command}`): Finding => ({
    subject,
    status: "wrong",
    detail: `${detail} (${found.folder})`,
    remedy,
  });
  if (found.content.status === "broken") {
    return wrong(found.content.problem, `Remove ${found.folder}, or mend its kernel.json`);
  }
  const { spec } = found.content;
  const fault = await faultOf(spec);
  if (fault !== undefined) return wrong(fault);
  if (found.hiddenBy !== undefined) return { subject, ...hidden(found, found.hiddenBy) };
  const trial = await with_.tryKernel(spec);
  if (trial.status === "fails") return wrong(`it does not start: ${trial.problem}`);
  const warning = await warningOf(spec, command, with_.version);
  const detail = `starts and runs a cell in ${trial.seconds.toFixed(1)} s (${found.folder})`;
  return warning === undefined
    ? { subject, status: "ok", detail }
    : { subject, status: "warning", ...warning };
}

/** Jupyter never comes to it: what is found first starts under this name. */
function hidden(
  { name, folder }: FoundSpec,
  by: FoundSpec,
): Pick<Bad, "status" | "detail" | "remedy"> {
  const isOwn = by.content.status === "readable" && isOurs(by.content.spec.argv);
  const what = isOwn ? "another one of this kernel" : "another program's kernel";
  return {
    status: isOwn ? "warning" : "wrong",
    detail: `${what} hides it, as Jupyter finds that first: ${by.folder} (${folder})`,
    remedy: `Run jupyter kernelspec uninstall ${name}, which removes the one found first, or install this one under another --name`,
  };
}

/** What keeps it from starting, told before it is tried. */
async function faultOf({ argv, interruptMode }: KernelSpec): Promise<string | undefined> {
  const [node = ""] = argv;
  let version: string;
  try {
    version = (await promisify(execFile)(node, ["--version"])).stdout.trim();
  } catch {
    return `its Node does not run: ${node}`;
  }
  const fits = examineNode(version);
  if (fits.status === "wrong") return `its Node ${fits.detail}: ${node}`;
  const main = mainOf(argv) ?? "";
  const there = await access(main).then(
    () => true,
    () => false,
  );
  if (!there) return `its kernel is gone: ${main}`;
  const missing = [...nodeFlags, "{connection_file}"].filter((word) => !argv.includes(word));
  if (missing.length > 0) return `its command line lacks ${missing.join(" and ")}`;
  if (interruptMode !== "message") return 'its interrupt_mode is not "message"';
  return undefined;
}

async function warningOf({ argv }: KernelSpec, command: string, version: string) {
  const main = mainOf(argv) ?? "";
  if (isInNpxCache(main)) {
    return {
      detail: `its kernel lies in npx's cache, which npm may empty: ${main}`,
      remedy: `Run npm install --global softgrad, then ${command}`,
    };
  }
  const other = await versionAt(main);
  if (other !== undefined && other !== version) {
    return {
      detail: `it starts softgrad ${other}, this is ${version}: ${main}`,
      remedy: `Run ${command}`,
    };
  }
  return undefined;
}
