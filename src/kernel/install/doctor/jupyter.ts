import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { jupyterDataPaths } from "../../client/jupyter-paths.js";
import type { Surroundings } from "../places.js";
import type { Finding } from "./finding.js";

const schema = z.object({ data: z.array(z.string()) });

/** Where Jupyter looks for kernels: it knows best itself, else as it is documented. */
export async function examineJupyter(
  around: Surroundings,
): Promise<{ finding: Finding; dataPaths: string[] }> {
  const subject = "Jupyter";
  try {
    const { stdout } = await promisify(execFile)("jupyter", ["--paths", "--json"], {
      env: { ...around.env },
      timeout: 60_000,
    });
    const { data } = schema.parse(JSON.parse(stdout));
    return { finding: { subject, status: "ok", detail: "is on the PATH" }, dataPaths: data };
  } catch {
    const finding: Finding = {
      subject,
      status: "warning",
      detail: "no jupyter is on the PATH that says where it looks for kernels",
      remedy: "Activate the Python environment that has it, or run pip install jupyterlab",
    };
    return { finding, dataPaths: jupyterDataPaths(around) };
  }
}
