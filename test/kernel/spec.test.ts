import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  findKernelSpec,
  jupyterDataPaths,
  KernelError,
  listKernelSpecs,
  tslabKernelSpec,
} from "../../src/kernel/client/index.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "specs-"));
});
afterEach(() => rm(root, { recursive: true }));

async function install(path: string, name: string, kernel: unknown): Promise<void> {
  const folder = join(root, path, "kernels", name);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "kernel.json"),
    typeof kernel === "string" ? kernel : JSON.stringify(kernel),
  );
}

const deno = {
  argv: ["deno", "jupyter", "--conn", "{connection_file}"],
  display_name: "Deno",
  language: "typescript",
};

describe("finding a kernelspec", () => {
  it("reads kernel.json, with the defaults Jupyter gives", async () => {
    await install("a", "deno", deno);
    expect(await findKernelSpec("deno", { searchPaths: [join(root, "a")], env: {} })).toEqual({
      name: "deno",
      displayName: "Deno",
      language: "typescript",
      argv: deno.argv,
      env: {},
      interruptMode: "signal",
      resourceDirectory: join(root, "a", "kernels", "deno"),
    });
  });

  it("takes the first folder that has the name, in any case", async () => {
    await install("a", "deno", {
      ...deno,
      display_name: "first",
      interrupt_mode: "message",
      env: { A: "1" },
    });
    await install("b", "Deno", { ...deno, display_name: "second" });
    const options = { searchPaths: [join(root, "a"), join(root, "b")], env: {} };
    expect(await findKernelSpec("DENO", options)).toMatchObject({
      displayName: "first",
      interruptMode: "message",
      env: { A: "1" },
    });
    const listed = await listKernelSpecs(options);
    expect(listed.filter(({ name }) => name.toLowerCase() === "deno")).toHaveLength(1);
  });

  it("looks where JUPYTER_PATH says", async () => {
    await install("b", "deno", deno);
    const env = { JUPYTER_PATH: join(root, "b") };
    expect((await findKernelSpec("deno", { env })).resourceDirectory).toContain(root);
  });

  it("names the known kernels when there is none of that name", async () => {
    await install("a", "deno", deno);
    await install("a", "xcpp", deno);
    const failure = await findKernelSpec("tslab", {
      searchPaths: [join(root, "a")],
      env: {},
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KernelError);
    expect(failure).toMatchObject({ failure: { code: "spec-not-found", name: "tslab" } });
    expect(String(failure)).toMatch(
      /^KernelError: Cannot find the kernel "tslab": known kernels are .*deno.*xcpp.*\. Searched: /,
    );
  });

  it.each([
    ["not JSON", "{", /Cannot read the kernelspec .*kernel\.json: .*JSON/],
    ["without a command", { ...deno, argv: [] }, /Cannot read the kernelspec .*argv/s],
    ["with a wrong interrupt mode", { ...deno, interrupt_mode: "shout" }, /interrupt_mode/],
  ])("refuses a kernel.json %s, but lists the others", async (_, kernel, message) => {
    await install("a", "deno", deno);
    await install("a", "broken", kernel);
    const options = { searchPaths: [join(root, "a")], env: {} };
    await expect(findKernelSpec("broken", options)).rejects.toThrow(message);
    await expect(findKernelSpec("broken", options)).rejects.toMatchObject({
      failure: { code: "spec-invalid" },
    });
    const names = (await listKernelSpecs(options)).map(({ name }) => name);
    expect(names).toContain("deno");
    expect(names).not.toContain("broken");
  });

  it("knows the checkout's tslab without Jupyter", () => {
    expect(tslabKernelSpec("/course")).toMatchObject({
      name: "tslab",
      language: "typescript",
      interruptMode: "signal",
    });
  });
});

describe("Jupyter's data folders", () => {
  it("follows the environment and the XDG rules on Linux", () => {
    expect(
      jupyterDataPaths({
        platform: "linux",
        env: { HOME: "/home/ada", JUPYTER_PATH: "/x:/y", VIRTUAL_ENV: "/venv" },
      }),
    ).toEqual([
      "/x",
      "/y",
      "/venv/share/jupyter",
      "/home/ada/.local/share/jupyter",
      "/usr/local/share/jupyter",
      "/usr/share/jupyter",
    ]);
    expect(
      jupyterDataPaths({ platform: "linux", env: { HOME: "/home/ada", XDG_DATA_HOME: "/data" } }),
    ).toContain("/data/jupyter");
    expect(jupyterDataPaths({ platform: "linux", env: { JUPYTER_DATA_DIR: "/mine" } })).toContain(
      "/mine",
    );
  });

  it("uses Library/Jupyter on macOS and APPDATA on Windows", () => {
    expect(jupyterDataPaths({ platform: "darwin", env: { HOME: "/Users/ada" } })).toContain(
      "/Users/ada/Library/Jupyter",
    );
    const env = {
      APPDATA: "C:\\Users\\ada\\AppData",
      PROGRAMDATA: "C:\\ProgramData",
      JUPYTER_PATH: "C:\\a;D:\\b",
    };
    expect(jupyterDataPaths({ platform: "win32", env })).toEqual([
      "C:\\a",
      "D:\\b",
      "C:\\Users\\ada\\AppData\\jupyter",
      "C:\\ProgramData\\jupyter",
    ]);
  });
});
