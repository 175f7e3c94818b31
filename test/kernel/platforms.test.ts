import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { groupOptions, signalWay } from "../../src/kernel/client/process-signals.js";
import { compilerFor, endWithParent } from "../../src/kernel/language/check/compiler.js";

describe.each(["linux", "darwin"] as const)("on %s", (platform) => {
  it("a kernel leads a group, to which all signals go", () => {
    expect(groupOptions(platform).detached).toBe(true);
    for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
      expect(signalWay(platform, 42, signal)).toEqual({ kind: "group", pid: -42, signal });
    }
  });
});

describe("on Windows", () => {
  it("a kernel gets no console window, and its tree is ended by taskkill", () => {
    expect(groupOptions("win32")).toEqual({ detached: false, windowsHide: true });
    expect(signalWay("win32", 42, "SIGKILL")).toEqual({
      kind: "command",
      argv: ["taskkill", "/pid", "42", "/T", "/F"],
    });
  });

  it("no signal goes to a group, which it does not have", () => {
    expect(signalWay("win32", 42, "SIGINT")).toEqual({ kind: "child", signal: "SIGINT" });
    expect(signalWay("win32", 42, "SIGTERM")).toEqual({ kind: "child", signal: "SIGTERM" });
  });

  it("the compiler is an .exe", () => {
    expect(compilerFor("win32", "x64")).toEqual({
      name: "@typescript/typescript-win32-x64",
      program: "tsc.exe",
    });
  });
});

describe("the compiler's end with its kernel", () => {
  it("is Linux's own affair where setpriv is there", () => {
    expect(endWithParent("linux", () => true)).toEqual([
      "/usr/bin/setpriv",
      "--pdeathsig",
      "KILL",
      "--",
    ]);
    expect(endWithParent("linux", () => false)).toEqual([]);
  });

  it.each(["darwin", "win32"] as const)("needs no other program on %s", (platform) => {
    expect(endWithParent(platform, () => true)).toEqual([]);
  });
});

it("every machine that Node and TypeScript share has a compiler's package", () => {
  const typescript = createRequire(import.meta.url)("typescript/package.json") as {
    optionalDependencies: Record<string, string>;
  };
  const names = Object.keys(typescript.optionalDependencies);
  for (const platform of ["linux", "darwin", "win32"] as const) {
    for (const architecture of ["x64", "arm64"]) {
      expect(names).toContain(compilerFor(platform, architecture).name);
    }
  }
});
