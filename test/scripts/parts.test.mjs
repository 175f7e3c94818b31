import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseStartArguments } from "../../scripts/prepare/arguments.mjs";
import { looksOffline } from "../../scripts/prepare/errors.mjs";
import { jupyterFiles } from "../../scripts/prepare/jupyter-files.mjs";
import { kernelEnvironment } from "../../scripts/prepare/kernel-choice.mjs";
import { nodeProblem } from "../../scripts/prepare/node-version.mjs";
import { packagesProblem } from "../../scripts/prepare/packages.mjs";
import { choosePort } from "../../scripts/prepare/port.mjs";
import { duration } from "../../scripts/prepare/progress.mjs";
import { uvEnvironment } from "../../scripts/prepare/python-environment.mjs";
import { isNewEnough, parsePython } from "../../scripts/prepare/python-version.mjs";
import { digest, Stamp } from "../../scripts/prepare/stamp.mjs";

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "softgrad-parts-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

describe("the arguments of npm start", () => {
  it("keeps its own and passes the others on, in their order", () => {
    const parsed = parseStartArguments([
      "--no-browser",
      "--port=9000",
      "--",
      "--ip=0.0.0.0",
      "--python",
      "/opt/python",
      "--debug",
    ]);
    expect(parsed).toMatchObject({ port: 9000, python: "/opt/python", tfjsNode: false });
    expect(parsed.passed).toEqual(["--no-browser", "--ip=0.0.0.0", "--debug"]);
  });

  it.each(["0", "65536", "eight", "80.5"])("refuses %s as a port", (text) => {
    expect(() => parseStartArguments(["--port", text])).toThrow(
      `Cannot read --port: "${text}" is no port.\nGive a whole number from 1 to 65535`,
    );
  });

  it("says that a value is missing", () => {
    expect(() => parseStartArguments(["--port"])).toThrow(
      "Cannot read --port: no value follows it.",
    );
    expect(() => parseStartArguments(["--python"])).toThrow("Cannot read --python: no value");
    expect(() => parseStartArguments(["--kernel"])).toThrow("Cannot read --kernel: no value");
  });

  it("takes softgrad's kernel unless told of stock tslab, and refuses others", () => {
    expect(parseStartArguments([])).toMatchObject({ kernel: "softgrad" });
    expect(parseStartArguments(["--kernel=tslab", "--debug"])).toMatchObject({
      kernel: "tslab",
      passed: ["--debug"],
    });
    expect(() => parseStartArguments(["--kernel", "deno"])).toThrow(
      'Cannot use the kernel "deno": known are softgrad and tslab.\nLeave --kernel out',
    );
  });

  it("makes stock tslab the kernel that notebooks name by the environment alone", () => {
    expect(kernelEnvironment("/checkout", "softgrad")).toEqual({});
    expect(kernelEnvironment("/checkout", "tslab")).toEqual({
      JUPYTER_PATH: "/checkout/.venv/share/stock-tslab",
    });
  });
});

describe("versions", () => {
  it.each(["20.19.0", "20.20.2", "22.12.0", "23.0.0", "24.4.1"])("takes Node %s", (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });
  it.each(["14.0.0", "20.18.3", "21.7.3", "22.11.0"])("refuses Node %s", (version) => {
    expect(nodeProblem(version)).toContain(`Cannot run on Node ${version}:`);
  });
  it("takes Python from 3.11 on", () => {
    expect(
      [
        [3, 10, 13],
        [2, 7, 18],
        [3, 11, 0],
        [3, 14, 1],
        [4, 0, 0],
      ].map(isNewEnough),
    ).toEqual([false, false, true, true, true]);
  });
  it("reads an introduction after other lines, and nothing into other output", () => {
    const found = { version: [3, 12, 0], path: "/p", executable: "/p" };
    expect(parsePython(`a warning\n${JSON.stringify(found)}\n`)).toEqual(found);
    expect(parsePython("Python was not found; run without arguments to install")).toBeUndefined();
    expect(parsePython("")).toBeUndefined();
  });
});

describe("the port", () => {
  const taken =
    (...ports) =>
    (port) =>
      Promise.resolve(ports.includes(port) ? "is taken by another program" : undefined);

  it("is the usual one, or the next free one with a word about it", async () => {
    expect(await choosePort(undefined, taken())).toEqual({ port: 8888 });
    expect(await choosePort(undefined, taken(8888, 8889))).toEqual({
      port: 8890,
      remark: "Port 8888 is taken by another program: serving on 8890 instead.",
    });
  });

  it("is never another one than was asked for", async () => {
    await expect(choosePort(9000, taken(9000, 9001))).rejects.toThrow(
      "Cannot serve JupyterLab on port 9000: it is taken by another program.\nStop what holds it, or choose another: npm start -- --port 9002",
    );
  });
});

describe("node_modules against the lock file", () => {
  const locked = {
    "": { name: "example" },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/other-system": { version: "1.0.0", optional: true, os: ["no-such-system"] },
    "node_modules/peer": { version: "1.0.0", optional: true, peer: true },
  };
  const installed = { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } };

  function install(packages) {
    write("package-lock.json", { packages: locked });
    write("node_modules/.package-lock.json", { packages });
    write("node_modules/a/package.json", {});
  }

  it("is current when every package for this system is there", () => {
    install({ ...installed, "node_modules/added-by-hand": { version: "1.0.0" } });
    expect(packagesProblem(root)).toBeUndefined();
  });

  it("is not, when an install was cut off", () => {
    install(installed);
    rmSync(join(root, "node_modules", ".package-lock.json"));
    expect(packagesProblem(root)).toBe("the last install did not finish");
  });

  it("is not, when a package has gone", () => {
    install(installed);
    rmSync(join(root, "node_modules", "a"), { recursive: true });
    expect(packagesProblem(root)).toBe("node_modules/a is missing");
  });

  it("is not, when the lock file has moved on", () => {
    install({ "node_modules/a": { version: "0.9.0", integrity: "sha512-a" } });
    expect(packagesProblem(root)).toBe("node_modules/a is not the locked version");
  });
});

describe("stamps", () => {
  it("give back what was written, and nothing when cleared or damaged", () => {
    const stamp = new Stamp(root, "step");
    expect(stamp.read()).toBeUndefined();
    stamp.write({ done: true });
    expect(stamp.read()).toEqual({ done: true });
    writeFileSync(stamp.path, '{"done": tr');
    expect(stamp.read()).toBeUndefined();
    stamp.clear();
    expect(stamp.read()).toBeUndefined();
  });

  it("digest names and bytes, and not where the checkout lies", () => {
    write("one/a.txt", "same");
    write("two/a.txt", "same");
    write("two/b.txt", "same");
    const of = (folder, name) => digest(join(root, folder), [join(root, folder, name)]);
    expect(of("one", "a.txt")).toBe(of("two", "a.txt"));
    expect(of("two", "a.txt")).not.toBe(of("two", "b.txt"));
  });
});

describe("the tools' settings", () => {
  it("tells uv what pip was told, and lets uv's own settings win", () => {
    const config = [
      ":env:.cert='/etc/own.pem'",
      "global.index-url='https://mirror.example/simple'",
      "global.proxy='http://proxy.example:3128'",
    ].join("\n");
    expect(uvEnvironment({}, config)).toMatchObject({
      UV_DEFAULT_INDEX: "https://mirror.example/simple",
      SSL_CERT_FILE: "/etc/own.pem",
      HTTPS_PROXY: "http://proxy.example:3128",
    });
    const own = { UV_DEFAULT_INDEX: "https://uv.example/simple" };
    expect(uvEnvironment(own, config)).toMatchObject(own);
  });

  it("keeps stock tslab ready, inside .venv only and out of Jupyter's usual way", () => {
    const files = jupyterFiles("/checkout");
    for (const path of Object.keys(files)) expect(path).toMatch(/^\/checkout\/\.venv\//);
    const spec = JSON.parse(files["/checkout/.venv/share/stock-tslab/kernels/tslab/kernel.json"]);
    expect(spec).toEqual({
      argv: [
        "node",
        "--disable-warning=ExperimentalWarning",
        "/checkout/node_modules/tslab/bin/tslab",
        "kernel",
        "--config-path",
        "{connection_file}",
      ],
      display_name: "TypeScript (tslab)",
      language: "typescript",
      interrupt_mode: "signal",
    });
  });
});

describe("words", () => {
  it.each([
    "npm error network request to https://registry.example/a failed, reason: getaddrinfo ENOTFOUND",
    "error: Request failed after 3 retries\n  Caused by: tcp connect error",
    "NewConnectionError: Failed to establish a new connection: Connection refused",
    "urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>",
  ])("knows a missing network from: %s", (output) => {
    expect(looksOffline(output)).toBe(true);
  });
  it("takes no other failure for it", () => {
    expect(looksOffline("npm error code EUSAGE\nnpm error lock file is out of date")).toBe(false);
    expect(looksOffline("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")).toBe(false);
  });
  it.each([
    [40, "0.0 s"],
    [9_960, "10.0 s"],
    [12_300, "12 s"],
    [59_700, "1 min 0 s"],
    [125_000, "2 min 5 s"],
  ])("says %i ms as %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
