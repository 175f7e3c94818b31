import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { examineNode } from "../../../src/kernel/install/doctor/node.js";
import { examineSpec } from "../../../src/kernel/install/doctor/spec.js";
import { surveySpecs } from "../../../src/kernel/install/doctor/survey.js";
import { kernelJson } from "../../../src/kernel/install/kernelJson.js";
import { checkout } from "../fixtures/specs.js";
import { temporaryFolder } from "./support/kernel.js";

const home = temporaryFolder();
const main = join(checkout, "dist", "kernel", "main.js");
const { version } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
  version: string;
};
const around = { env: { HOME: home }, platform: "linux" } as const;
let folders = 0;

/** A Jupyter data folder of its own with kernels in it. */
function dataFolder(kernels: Record<string, object | string>): string {
  const path = join(home, `data ${++folders}`);
  for (const [name, content] of Object.entries(kernels)) {
    mkdirSync(join(path, "kernels", name), { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(path, "kernels", name, "kernel.json"), text);
  }
  return path;
}

const ours = kernelJson({ node: process.execPath, main, displayName: "T" });
const works = async () => ({ status: "works", seconds: 0.51 }) as const;

async function findings(
  paths: readonly string[],
  tryKernel: Parameters<typeof examineSpec>[1]["tryKernel"] = works,
) {
  const specs = await surveySpecs(paths);
  return Promise.all(specs.map((spec) => examineSpec(spec, { around, version, tryKernel })));
}

const cli = (words: readonly string[], env: Record<string, string>) =>
  execa(process.execPath, [join(checkout, "dist", "cli", "main.js"), "kernel", ...words], {
    cwd: home,
    reject: false,
    extendEnv: false,
    env: { PATH: dirname(process.execPath), HOME: home, ...env },
  });

describe("softgrad kernel doctor", () => {
  it("says what to do where nothing is installed", async () => {
    const { exitCode, stdout } = await cli(["doctor"], { JUPYTER_DATA_DIR: dataFolder({}) });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "wrong   kernelspec: none is installed where Jupyter looks\n        Run softgrad kernel install",
    );
  });

  it("tries every part, and starts the kernels that are installed", async () => {
    const data = dataFolder({});
    const env = { JUPYTER_DATA_DIR: data };
    expect((await cli(["install", "--name", "mine"], env)).exitCode).toBe(0);
    const { exitCode, stdout } = await cli(["doctor"], env);
    expect(exitCode, stdout).toBe(0);
    for (const line of [
      /^ok {6}Node: \d/m,
      /^ok {6}zeromq: opens a socket$/m,
      /^ok {6}oxc-transform: makes JavaScript of TypeScript$/m,
      /^ok {6}oxc-parser: parses$/m,
      /^ok {6}TypeScript: 7\.\d+\.\d+, checks a line$/m,
      /^warning Jupyter: no jupyter is on the PATH/m,
      /^ok {6}kernelspec mine: starts and runs a cell in \d+\.\d s \(.*mine\)$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
  });

  it("finds one that does not start, and says so to programs too", async () => {
    // Its folder looks right, but what it starts is no kernel.
    const program = join(home, "no kernel", "dist", "kernel", "main.js");
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, 'console.error("I am no kernel"); process.exit(3);');
    const data = dataFolder({
      broken: kernelJson({ node: process.execPath, main: program, displayName: "B" }),
    });
    const { exitCode, stdout } = await cli(["doctor", "--json"], { JUPYTER_DATA_DIR: data });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toContainEqual({
      subject: "kernelspec broken",
      status: "wrong",
      detail: `it does not start: Cannot start the kernel: its process ended with code 3. It wrote: I am no kernel (${join(data, "kernels", "broken")})`,
      remedy: "Run softgrad kernel install --name broken --user",
    });
  });
});

describe("a kernelspec", () => {
  const prefix = () => {
    folders += 1;
    return join(home, `env ${folders}`);
  };
  async function one(content: object) {
    const path = join(prefix(), "share", "jupyter");
    mkdirSync(join(path, "kernels", "k"), { recursive: true });
    writeFileSync(join(path, "kernels", "k", "kernel.json"), JSON.stringify(content));
    const [finding] = await findings([path]);
    return {
      finding,
      remedy: `Run softgrad kernel install --name k --prefix "${dirname(dirname(path))}"`,
    };
  }

  it("is well when it starts", async () => {
    const { finding } = await one(ours);
    expect(finding).toMatchObject({
      status: "ok",
      detail: expect.stringContaining("runs a cell in 0.5 s"),
    });
  });

  it.each([
    [
      "its Node is gone",
      { ...ours, argv: ["/no/node", ...ours.argv.slice(1)] },
      "its Node does not run: /no/node",
    ],
    [
      "its files are gone",
      { ...ours, argv: ours.argv.map((word) => (word === main ? "/x/dist/kernel/main.js" : word)) },
      "its kernel is gone: /x/dist/kernel/main.js",
    ],
    [
      "its command line was changed",
      { ...ours, argv: [process.execPath, main] },
      "its command line lacks --no-force-async-hooks-checks and {connection_file}",
    ],
    [
      "it interrupts by signal",
      { ...ours, interrupt_mode: "signal" },
      'its interrupt_mode is not "message"',
    ],
  ])("is wrong when %s", async (_name, content, detail) => {
    const { finding, remedy } = await one(content);
    expect(finding).toMatchObject({ status: "wrong", remedy });
    expect(finding?.detail).toContain(detail);
  });

  it("is wrong when its Node is too old", async () => {
    const node = join(home, "old-node");
    writeFileSync(node, "#!/bin/sh\necho v18.20.4\n", { mode: 0o755 });
    const { finding } = await one({ ...ours, argv: [node, ...ours.argv.slice(1)] });
    expect(finding?.detail).toContain(`its Node v18.20.4 is too old: ${node}`);
  });

  it("is wrong when its kernel.json is no JSON", async () => {
    const data = dataFolder({ torn: '{"argv": [' });
    const folder = join(data, "kernels", "torn");
    expect(await findings([data])).toMatchObject([
      { status: "wrong", remedy: `Remove ${folder}, or mend its kernel.json` },
    ]);
  });

  it("is wrong when another program's kernel hides it, and odd when one of ours does", async () => {
    const later = dataFolder({ tslab: ours, same: ours });
    const earlier = dataFolder({
      TSlab: { argv: ["tslab"], display_name: "t", language: "ts" },
      same: ours,
    });
    const found = await findings([earlier, later]);
    const hidden = found.filter(({ detail }) => detail.includes("hides it"));
    expect(hidden).toMatchObject([
      { subject: "kernelspec same", status: "warning" },
      {
        subject: "kernelspec tslab",
        status: "wrong",
        detail: `another program's kernel hides it, as Jupyter finds that first: ${join(earlier, "kernels", "TSlab")} (${join(later, "kernels", "tslab")})`,
      },
    ]);
  });

  it("is odd when it starts another version, or one in npx's cache", async () => {
    const copy = join(home, "copy");
    const cache = join(home, "_npx", "0f", "softgrad");
    for (const [folder, number] of [
      [copy, "0.0.1"],
      [cache, version],
    ] as const) {
      mkdirSync(join(folder, "dist", "kernel"), { recursive: true });
      writeFileSync(join(folder, "package.json"), JSON.stringify({ version: number }));
      writeFileSync(join(folder, "dist", "kernel", "main.js"), "");
    }
    const at = (folder: string) =>
      one(
        kernelJson({
          node: process.execPath,
          main: join(folder, "dist", "kernel", "main.js"),
          displayName: "T",
        }),
      );
    const older = await at(copy);
    expect(older.finding).toMatchObject({ status: "warning", remedy: older.remedy });
    expect(older.finding?.detail).toContain(`it starts softgrad 0.0.1, this is ${version}`);
    const fleeting = await at(cache);
    expect(fleeting.finding).toMatchObject({
      status: "warning",
      detail: expect.stringContaining("its kernel lies in npx's cache, which npm may empty"),
      remedy: expect.stringContaining(
        "Run npm install --global softgrad, then softgrad kernel install",
      ),
    });
  });
});

describe("Node's version", () => {
  it.each(["20.19.0", "v20.19.5", "22.12.0", "24.0.0", "26.1.0"])("%s is fine", (number) => {
    expect(examineNode(number)).toEqual({ subject: "Node", status: "ok", detail: number });
  });

  it.each([
    ["18.20.0", "wrong", "18.20.0 is too old"],
    ["20.18.9", "wrong", "20.18.9 is too old"],
    ["21.7.0", "wrong", "21.7.0 is not supported"],
    ["22.11.0", "wrong", "22.11.0 is too old a Node 22"],
    ["23.1.0", "warning", "23.1.0 is an odd release"],
    ["25.0.0", "warning", "25.0.0 is an odd release"],
  ])("%s is %s", (number, status, detail) => {
    expect(examineNode(number)).toMatchObject({
      status,
      detail: expect.stringContaining(detail),
      remedy: expect.stringMatching(
        /^Install Node .* from https:\/\/nodejs\.org; then run softgrad kernel install again$/,
      ),
    });
  });
});
