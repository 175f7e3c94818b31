import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");

const program = `
import * as tf from "@tensorflow/tfjs";
import { softDiceLoss, softOneHot } from "softgrad";

await tf.setBackend("cpu");
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      inputShape: [4, 4, 2],
      units: 3,
      activation: "softmax",
      kernelInitializer: tf.initializers.glorotUniform({ seed: 7 }),
    }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.05), loss: softDiceLoss });
const image = tf.randomNormal([8, 4, 4, 2], 0, 1, "float32", 7);
const target = tf.tidy(() => {
  const index = image.slice([0, 0, 0, 0], [8, 4, 4, 1]).squeeze([3]).greater(0).toInt();
  return tf.oneHot(index as tf.Tensor3D, 3).toFloat();
});
const history = await model.fit(image, target, { epochs: 30, shuffle: false, verbose: 0 });
const losses = history.history["loss"] as number[];
const soft: tf.Tensor = softOneHot(tf.tensor2d([[0, 1]]));
console.log(JSON.stringify({ first: losses[0], last: losses.at(-1), soft: soft.shape }));
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    target: "es2022",
    module: "nodenext",
    types: [],
    skipLibCheck: true,
    outDir: "out",
  },
  include: ["train.ts"],
};

const bin = process.platform === "win32" ? "Scripts" : "bin";
const jupyter = join(root, ".venv", bin, "jupyter");
const cell = (id: string, source: string, tags: string[] = []) => ({
  cell_type: "code",
  execution_count: null,
  id,
  metadata: { tags },
  outputs: [],
  source,
});
const notebook = {
  cells: [
    cell("a", "const half: number = 21;\n[half * 2]"),
    cell("b", "const wrong: string = half;", ["raises-exception"]),
  ],
  metadata: { kernelspec: { name: "packed", display_name: "T", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe("the packed package in an empty project", () => {
  let project: string;
  let tarball: string;

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "softgrad-pack-"));
    const { stdout } = await execa(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--pack-destination", project],
      { cwd: root },
    );
    const [packed] = JSON.parse(stdout) as [{ filename: string }];
    tarball = join(project, packed.filename);
    await writeFile(
      join(project, "package.json"),
      JSON.stringify({ name: "empty", type: "module" }),
    );
    await writeFile(join(project, "tsconfig.json"), JSON.stringify(tsconfig));
    await writeFile(join(project, "train.ts"), program);
    // The lock file's own TensorFlow.js, so that the test needs no second download of another version.
    await execa(
      "npm",
      ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball],
      { cwd: project },
    );
  }, 300_000);

  afterAll(() => rm(project, { recursive: true, force: true }));

  it("is small", async () => {
    expect((await stat(tarball)).size).toBeLessThan(770_000);
  });

  it("has one TensorFlow.js, the peer", async () => {
    const { stdout } = await execa("npm", ["ls", "@tensorflow/tfjs-core", "--json", "--all"], {
      cwd: project,
    });
    const versions = [
      ...stdout.matchAll(/"@tensorflow\/tfjs-core":\s*\{\s*"version":\s*"([^"]+)"/g),
    ];
    expect(new Set(versions.map(([, version]) => version)).size).toBe(1);
  });

  it("type-checks, and trains a model whose loss it is", async () => {
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    await execa(process.execPath, [tsc, "-p", "."], { cwd: project });
    const { stdout } = await execa(process.execPath, [join("out", "train.js")], { cwd: project });
    const result = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
      first: number;
      last: number;
      soft: number[];
    };
    expect(result.soft).toEqual([1, 2]);
    expect(result.last).toBeLessThan(result.first * 0.7);
  });

  it("opens its other entry points and its command", async () => {
    const script = `
      const { check } = await import("softgrad/checks");
      const { startKernel } = await import("softgrad/kernel/client");
      console.log(typeof check, typeof startKernel);`;
    await writeFile(join(project, "entries.mjs"), script);
    const { stdout } = await execa(process.execPath, ["entries.mjs"], { cwd: project });
    expect(stdout).toBe("function function");
    const version = await execa(join(project, "node_modules", ".bin", "softgrad"), ["--version"], {
      cwd: project,
    });
    expect(version.stdout.trim()).toMatch(/^\d+\.\d+\.\d+/);
  });

  const kernelEnv = () => ({
    JUPYTER_PATH: join(project, "my env", "share", "jupyter"),
    HOME: project,
  });

  it("installs its kernel from a folder of its own, and the doctor finds it well", async () => {
    const kernel = async (...words: string[]) => {
      const all = ["--no", "softgrad", "kernel", ...words];
      return (await execa("npx", all, { cwd: project, env: kernelEnv() })).stdout;
    };
    const installed = await kernel("install", "--name", "packed", "--prefix", "my env");
    expect(installed).toContain(join(project, "my env", "share", "jupyter", "kernels", "packed"));
    const findings = JSON.parse(await kernel("doctor", "--json")) as { subject: string }[];
    const own = [
      "Node",
      "zeromq",
      "oxc-transform",
      "oxc-parser",
      "TypeScript",
      "kernelspec packed",
    ];
    expect(findings.filter(({ subject }) => own.includes(subject))).toEqual(
      own.map((subject) => expect.objectContaining({ subject, status: "ok" })),
    );
  });

  // Made by npm start and npm test, with nbconvert in it.
  it.skipIf(!existsSync(jupyter))("executes a notebook in a folder with a space", async () => {
    const folder = join(project, "my notebooks");
    await mkdir(folder);
    await writeFile(join(folder, "a b.ipynb"), JSON.stringify(notebook));
    const words = ["nbconvert", "--to", "notebook", "--execute", "--inplace", "a b.ipynb"];
    await execa(jupyter, words, { cwd: folder, env: kernelEnv() });
    const { cells } = JSON.parse(await readFile(join(folder, "a b.ipynb"), "utf8")) as {
      cells: { outputs: object[] }[];
    };
    expect(cells.map(({ outputs }) => outputs)).toMatchObject([
      [{ output_type: "execute_result", data: { "text/plain": ["[ 42 ]"] } }],
      [{ output_type: "error", ename: "TS2322" }],
    ]);
  });
});
