import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { compilerPath } from "../../language/check/compiler.js";
import { createLanguage } from "../../language/index.js";
import { type Finding, problemOf } from "./finding.js";
import { reinstall } from "./natives.js";

const subject = "TypeScript";
const limitMs = 60_000;

/** Whether TypeScript's native compiler runs, and finds the fault in one line as the kernel asks it. */
export async function examineTypeScript(cwd: string): Promise<Finding> {
  try {
    const run = promisify(execFile)(compilerPath(), ["--version"], { timeout: limitMs });
    const version = (await run).stdout.trim().replace(/^Version /, "");
    const codes = await checked(cwd, "const text: string = 1;");
    if (!codes.includes(2322)) throw new Error(`a wrong line is not told (${codes.join(", ")})`);
    return { subject, status: "ok", detail: `${version}, checks a line` };
  } catch (error) {
    const detail = `its compiler does not work: ${problemOf(error)}`;
    return { subject, status: "wrong", detail, remedy: reinstall("typescript") };
  }
}

async function checked(cwd: string, line: string): Promise<number[]> {
  const language = createLanguage({ cwd });
  const late = AbortSignal.timeout(limitMs);
  try {
    const diagnostics = await Promise.race([
      language.check(line),
      new Promise<never>((_resolve, reject) => {
        late.onabort = () => reject(new Error(`no answer within ${limitMs / 1000} s`));
      }),
    ]);
    return diagnostics.map(({ code }) => code);
  } finally {
    late.onabort = null;
    await language.dispose();
  }
}
