import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyCheckout, start } from "./checkout.mjs";

let checkout;
beforeAll(() => {
  checkout = copyCheckout();
});
afterAll(() => checkout.remove());

const prepare = () => start(checkout.root, ["--prepare"]).ended;
const inRoot = (...path) => join(checkout.root, ...path);

describe("a set-up that was cut off, damaged or finished", () => {
  it("is made whole after being killed midway", async () => {
    const { child, ended } = start(checkout.root, ["--prepare"]);
    while (!existsSync(inRoot(".venv"))) await sleep(20);
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(inRoot(".softgrad", "stamps", "venv.json"))).toBe(false);

    const { code, stdout, stderr } = await prepare();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/✔ Python environment: [\d.]+ s \(Python 3\.\d+\.\d+, by uv\)/);
    expect(existsSync(inRoot(".venv", "bin", "jupyter-lab"))).toBe(true);
  });

  it("is left alone when nothing has changed", async () => {
    const { code, stdout } = await prepare();
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n").sort()).toEqual([
      "✔ JavaScript packages: nothing to do",
      "✔ JupyterLab settings: nothing to do",
      "✔ Lesson notebooks: nothing to do",
      "✔ Library and command line: nothing to do",
      "✔ Python environment: nothing to do",
      "✔ TypeScript kernel: nothing to do",
    ]);
  });

  it("is made whole when a part of .venv has gone", async () => {
    const lib = inRoot(".venv", "lib");
    const nbconvert = join(lib, readdirSync(lib)[0], "site-packages", "nbconvert");
    rmSync(nbconvert, { recursive: true });
    const { code } = await prepare();
    expect(code).toBe(0);
    expect(existsSync(nbconvert)).toBe(true);
  });

  it("builds what is missing of dist/ and of the notebooks", async () => {
    rmSync(inRoot("dist", "cli", "main.js"));
    rmSync(inRoot(".softgrad", "masters"), { recursive: true });
    const { code } = await prepare();
    expect(code).toBe(0);
    expect(existsSync(inRoot("dist", "cli", "main.js"))).toBe(true);
    expect(existsSync(inRoot(".softgrad", "masters", "01-one-hot.ipynb"))).toBe(true);
  });

  it("waits for another command's set-up, and not for one that has died", async () => {
    writeFileSync(inRoot(".softgrad", "lock"), String(process.pid));
    const { output, ended } = start(checkout.root, ["--prepare"]);
    while (!output.stdout.includes("Waiting for another Softgrad command")) await sleep(20);
    writeFileSync(inRoot(".softgrad", "lock"), "999999999");
    expect((await ended).code).toBe(0);
  });
});

describe("a learner's notebook", () => {
  const name = "01-one-hot";
  const learners = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n';

  it("is replaced by a changed lesson when nobody has worked in it", async () => {
    await prepare();
    const source = inRoot("notebooks", `${name}.ts`);
    const text = readFileSync(source, "utf8");
    writeFileSync(source, text.replace(/^\/\/ # .*$/m, "// # A new title"));
    const { code } = await prepare();
    expect(code).toBe(0);
    expect(readFileSync(inRoot("notebooks", `${name}.ipynb`), "utf8")).toContain("# A new title");
  });

  it("is kept, and said to be, when somebody has", async () => {
    mkdirSync(inRoot("notebooks"), { recursive: true });
    writeFileSync(inRoot("notebooks", `${name}.ipynb`), learners);
    const source = inRoot("notebooks", `${name}.ts`);
    writeFileSync(source, readFileSync(source, "utf8").replace("A new title", "Another title"));
    const { code, stdout } = await prepare();
    expect(code).toBe(0);
    expect(stdout).toContain(`kept your work in ${name}.ipynb`);
    expect(readFileSync(inRoot("notebooks", `${name}.ipynb`), "utf8")).toBe(learners);
  });
});
