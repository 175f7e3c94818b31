import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { readKernelSpec, startKernel } from "../../../src/kernel/client/index.js";
import { isOurs } from "../../../src/kernel/install/kernelJson.js";
import {
  installCommand,
  isInNpxCache,
  isKernelName,
  kernelsFolder,
} from "../../../src/kernel/install/places.js";
import { checkout } from "../fixtures/specs.js";
import { resultOf, temporaryFolder } from "./support/kernel.js";

const home = temporaryFolder();
const cli = (words: readonly string[], env: Record<string, string> = {}) =>
  execa(process.execPath, [join(checkout, "dist", "cli", "main.js"), "kernel", ...words], {
    cwd: home,
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
    expect(readdirSync(folder).sort()).toEqual([
      "kernel.json",
      "logo-32x32.png",
      "logo-64x64.png",
      "logo-svg.svg",
    ]);
    expect(JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"))).toMatchObject({
      display_name: "TypeScript (softgrad)",
      language: "typescript",
      interrupt_mode: "message",
      kernel_protocol_version: "5.4",
      metadata: { debugger: false },
    });
    const kernel = await startKernel(await readKernelSpec(folder), { cwd: home });
    expect(resultOf((await kernel.execute("1 + 1")).outputs)).toBe("2");
    await kernel.dispose();
  });

  it("puts logos beside it, of the sizes that front ends ask for", async () => {
    await cli(["install", "--prefix", join(home, "logos")]);
    const folder = join(home, "logos", "share", "jupyter", "kernels", "softgrad");
    for (const size of [32, 64]) {
      const png = readFileSync(join(folder, `logo-${size}x${size}.png`));
      expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
    expect(readFileSync(join(folder, "logo-svg.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\s*$/s);
  });

  it("takes a prefix relative to the folder it is run in", async () => {
    const { stdout } = await cli(["install", "--prefix", "rel env"]);
    expect(stdout).toContain(join(home, "rel env", "share", "jupyter", "kernels", "softgrad"));
  });

  it("lists and removes what it installed", async () => {
    expect((await cli(["install", "--name", "mine"])).exitCode).toBe(0);
    expect((await cli(["list"])).stdout).toMatch(/^\* {2}mine /m);
    const listed = JSON.parse((await cli(["list", "--json"])).stdout) as object[];
    expect(listed).toContainEqual(expect.objectContaining({ name: "mine", ours: true }));
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

  it("takes another program's name only by force", async () => {
    const folder = join(home, "data", "kernels", "theirs");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), '{"argv":["deno","jupyter"]}');
    const { exitCode, stderr } = await cli(["install", "--name", "theirs"]);
    expect([exitCode, readdirSync(folder)]).toEqual([2, ["kernel.json"]]);
    expect(stderr).toContain(
      `Cannot install the kernel "theirs": ${folder} starts another program. Choose another --name, or replace it with --force`,
    );
    expect((await cli(["install", "--name", "theirs", "--force"])).exitCode).toBe(0);
    // It is ours now, and needs no force.
    expect((await cli(["install", "--name", "theirs"])).exitCode).toBe(0);
    expect(
      readdirSync(join(home, "data", "kernels")).filter((name) => name.startsWith(".")),
    ).toEqual([]);
  });

  it("says where it may not write", async () => {
    writeFileSync(join(home, "a-file"), "");
    const { exitCode, stderr } = await cli(["install", "--prefix", "a-file"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^softgrad: Cannot install the kernel in .*softgrad: ENOTDIR.*\. Choose a folder you may write to with --user or --prefix$/,
    );
  });

  it.each([
    [["instal"], 'Unknown command "instal": did you mean install?'],
    [["install", "--sys-prefix"], "neither VIRTUAL_ENV nor CONDA_PREFIX is set"],
    [["install", "--user", "--sys-prefix"], "Choose one of --user, --prefix and --sys-prefix"],
    [["install", "--name", "a/b"], '"a/b" is not'],
    [["install", "--prefix="], "Option --prefix needs a folder: it is empty"],
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
    const env = { ...windows.env, VIRTUAL_ENV: "C:\\my env" };
    expect(kernelsFolder({ kind: "sys-prefix" }, { ...windows, env })).toBe(
      "C:\\my env\\share\\jupyter\\kernels",
    );
  });

  it.each([
    ["linux", { HOME: "/h" }, "/h/.local/share/jupyter/kernels/x", "--user"],
    ["darwin", { HOME: "/h" }, "/h/Library/Jupyter/kernels/x", "--user"],
    ["win32", { APPDATA: "C:\\R" }, "C:\\R\\jupyter\\kernels\\x", "--user"],
    ["linux", { HOME: "/h" }, "/my env/share/jupyter/kernels/x", '--prefix "/my env"'],
    ["win32", {}, "C:\\my env\\share\\jupyter\\kernels\\x", '--prefix "C:\\my env"'],
  ] as const)(
    "on %s lead to the command that fills them: %j %s",
    (platform, env, folder, place) => {
      expect(installCommand(folder, { platform, env })).toBe(
        `softgrad kernel install --name x ${place}`,
      );
    },
  );

  it("know npx's cache, on each system", () => {
    const file = "node_modules/softgrad/dist/kernel/main.js";
    expect(isInNpxCache(`/home/ada/.npm/_npx/0f3a/${file}`)).toBe(true);
    expect(
      isInNpxCache("C:\\Users\\ada\\npm-cache\\_npx\\0f3a\\node_modules\\softgrad\\x.js"),
    ).toBe(true);
    expect(isInNpxCache(`/home/ada/project/${file}`)).toBe(false);
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
