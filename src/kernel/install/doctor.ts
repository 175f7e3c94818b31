import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";
import { listKernelSpecs } from "../client/spec.js";
import type { KernelSpec } from "../client/types.js";
import { isOurs } from "./installKernel.js";

/** One thing that the kernel needs, and what to do where it is not as it should be. */
export interface Finding {
  readonly subject: string;
  readonly status: "ok" | "wrong";
  readonly detail: string;
  readonly remedy?: string;
}

const oldest = { major: 20, minor: 19 };

/** Looks at everything that a kernel needs to start. */
export async function examine(): Promise<Finding[]> {
  const specs = (await listKernelSpecs()).filter(({ argv }) => isOurs(argv));
  const found = await Promise.all(specs.map(examineSpec));
  return [
    examineNode(process.versions.node),
    await examineModule("zeromq", () => import("zeromq")),
    await examineModule("oxc-transform", () => import("oxc-transform")),
    await examineModule("oxc-parser", () => import("oxc-parser")),
    ...(specs.length === 0 ? [notInstalled] : found),
  ];
}

export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  const needed = `${oldest.major}.${oldest.minor}`;
  return fits
    ? { subject: "Node", status: "ok", detail: version }
    : {
        subject: "Node",
        status: "wrong",
        detail: `${version} is too old`,
        remedy: `Install Node ${needed} or later from https://nodejs.org, then run softgrad kernel install again`,
      };
}

async function examineModule(name: string, load: () => Promise<unknown>): Promise<Finding> {
  try {
    await load();
    return { subject: name, status: "ok", detail: "loads" };
  } catch (error) {
    return {
      subject: name,
      status: "wrong",
      detail: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
      remedy: `Run npm install in the folder that holds softgrad, for ${process.platform} ${process.arch}`,
    };
  }
}

const notInstalled: Finding = {
  subject: "kernelspec",
  status: "wrong",
  detail: "none is installed where Jupyter looks",
  remedy: "Run softgrad kernel install",
};

async function examineSpec({ name, argv, resourceDirectory }: KernelSpec): Promise<Finding> {
  const subject = `kernelspec ${name}`;
  const wrong = (detail: string): Finding => ({
    subject,
    status: "wrong",
    detail,
    remedy: `Run softgrad kernel install --name ${name}`,
  });
  const [node = "", ...rest] = argv;
  try {
    await promisify(execFile)(node, ["--version"]);
  } catch {
    return wrong(`its Node does not run: ${node}`);
  }
  for (const file of rest.filter((argument) => argument.endsWith("main.js"))) {
    try {
      await access(file);
    } catch {
      return wrong(`its kernel is gone: ${file}`);
    }
  }
  return { subject, status: "ok", detail: resourceDirectory };
}
