import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { readKernelSpec, startKernel } from "../../../src/kernel/client/index.js";
import { examineNode } from "../../../src/kernel/install/doctor.js";
import { isOurs } from "../../../src/kernel/install/installKernel.js";
import { isKernelName, kernelsFolder } from "../../../src/kernel/install/places.js";
import { checkout } from "../fixtures/specs.js";
import { resultOf, temporaryFolder } from "./support/kernel.js";

const home = temporaryFolder();
const cli = (words: readonly string[], env: Record<string, string> = {}) =>
  execa(process.execPath, [join(checkout, "dist", "cli", "main.js"), "kernel", ...words], {
    reject: false,
    extendEnv: false,
    env: { PATH: process.env.PATH ?? "", HOME: home, JUPYTER_DATA_DIR: join(home, "data"), ...env },
  });

describe("softgrad kernel install", () => {
  it("writes a kernelspec that starts, in a folder with a space", async () => {
    const { exitCode, stdout } = await cli(["install", "--prefix", join(home, "my env")]);
    expect(exitCode).toBe(0);
    const folder = join(home, "my env", "share", "jupyter", "kernels", "softgrad");
    expect(stdout).toContain(folder);
    expect(readdirSync(folder).sort()).toEqual(["kernel.json", "logo-svg.svg"]);
    expect(JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"))).toMatchObject({
      display_name: "TypeScript (softgrad)",
      language: "typescript",
      interrupt_mode: "message",
      metadata: { debugger: false },
    });
    const kernel = await startKernel(await readKernelSpec(folder), { cwd: home });
    expect(resultOf((await kernel.execute("1 + 1")).outputs)).toBe("2");
    await kernel.dispose();
  });

  it("lists, examines and removes what it installed", async () => {
    expect((await cli(["doctor"])).stdout).toContain("Run softgrad kernel install");
    expect((await cli(["install", "--name", "mine"])).exitCode).toBe(0);
    expect((await cli(["list"])).stdout).toMatch(/^\* mine /m);
    const examined = await cli(["doctor"]);
    expect([examined.exitCode, examined.stdout]).toEqual([
      0,
      expect.stringContaining("kernelspec mine"),
    ]);
    expect((await cli(["uninstall", "--name", "mine"])).exitCode).toBe(0);
    const again = await cli(["uninstall", "--name", "mine"]);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('No kernel "mine" is installed there');
  });

  it("leaves another program's kernel alone", async () => {
    const folder = join(home, "data", "kernels", "other");
    mkdirSync(folder, { recursive: true });
    const spec = { argv: ["python"], display_name: "P", language: "python" };
    writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
    const { exitCode, stderr } = await cli(["uninstall", "--name", "other"]);
    expect([exitCode, readdirSync(folder)]).toEqual([2, ["kernel.json"]]);
    expect(stderr).toContain('Cannot remove the kernel "other"');
  });

  it("finds a kernelspec whose Node is gone", async () => {
    const folder = join(home, "data", "kernels", "broken");
    mkdirSync(folder, { recursive: true });
    const argv = [join(home, "no-node"), "/x/dist/kernel/main.js", "{connection_file}"];
    const spec = { argv, display_name: "B", language: "typescript" };
    writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
    const { exitCode, stdout } = await cli(["doctor"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`its Node does not run: ${join(home, "no-node")}`);
    expect(stdout).toContain("Run softgrad kernel install --name broken");
  });

  it.each([
    [["instal"], 'Unknown command "instal": did you mean install?'],
    [["install", "--sys-prefix"], "neither VIRTUAL_ENV nor CONDA_PREFIX is set"],
    [["install", "--user", "--sys-prefix"], "Choose one of --user, --prefix and --sys-prefix"],
    [["install", "--name", "a/b"], '"a/b" is not'],
    [[], "needs one of: install, uninstall, list, doctor, start"],
  ])("says what is wrong with %j", async (words, text) => {
    const { exitCode, stderr } = await cli(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(text);
  });
});

describe("the folders of kernels", () => {
  it("are Jupyter's on each system", () => {
    const linux = { platform: "linux", env: { HOME: "/home/ada", VIRTUAL_ENV: "/venv" } } as const;
    expect(kernelsFolder({ kind: "user" }, linux)).toBe("/home/ada/.local/share/jupyter/kernels");
    expect(kernelsFolder({ kind: "sys-prefix" }, linux)).toBe("/venv/share/jupyter/kernels");
    expect(kernelsFolder({ kind: "prefix", prefix: "/p" }, linux)).toBe("/p/share/jupyter/kernels");
    const mac = { platform: "darwin", env: { HOME: "/Users/ada" } } as const;
    expect(kernelsFolder({ kind: "user" }, mac)).toBe("/Users/ada/Library/Jupyter/kernels");
    expect(kernelsFolder({ kind: "sys-prefix" }, mac)).toBeUndefined();
    const windows = { platform: "win32", env: { APPDATA: "C:\\Users\\ada\\R" } } as const;
    expect(kernelsFolder({ kind: "user" }, windows)).toBe("C:\\Users\\ada\\R\\jupyter\\kernels");
  });

  it("take names of letters, digits and a few signs", () => {
    expect(["tslab", "my-kernel.2_x"].every(isKernelName)).toBe(true);
    expect(["", "a b", "../x"].some(isKernelName)).toBe(false);
  });

  it("know our kernel by its main module, on each system", () => {
    expect(isOurs(["node", "/a b/dist/kernel/main.js", "{connection_file}"])).toBe(true);
    expect(isOurs(["node.exe", "C:\\x\\dist\\kernel\\main.js", "{connection_file}"])).toBe(true);
    expect(isOurs(["node", "/x/tslab", "kernel"])).toBe(false);
  });
});

describe("the doctor", () => {
  it("knows which Node is old", () => {
    expect(examineNode("22.1.0").status).toBe("ok");
    expect(examineNode("20.19.0").status).toBe("ok");
    expect(examineNode("20.18.9")).toMatchObject({
      status: "wrong",
      detail: "20.18.9 is too old",
      remedy: expect.stringContaining("Install Node 20.19 or later"),
    });
  });
});
