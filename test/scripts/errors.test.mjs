import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barePath, copyCheckout, fakePrograms, fakePython, realRoot, start } from "./checkout.mjs";

const unreachable = "http://127.0.0.1:9";

describe("npm start says in two lines what is missing and what to do", () => {
  let checkout;
  beforeAll(() => {
    checkout = copyCheckout();
  });
  afterAll(() => checkout.remove());

  async function failure(args, options) {
    const { code, stdout, stderr } = await start(checkout.root, args, options).ended;
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    return { stdout, lines: stderr.trimEnd().split("\n") };
  }

  function withPython(name, text) {
    const folder = fakePrograms(join(checkout.root, name), { python3: text });
    return { env: { PATH: barePath(checkout.root, folder, "/bin") } };
  }

  it("no Python", async () => {
    const { lines } = await failure(["--prepare"], { env: { PATH: barePath(checkout.root) } });
    expect(lines).toEqual([
      "Cannot set up JupyterLab: no Python was found on the PATH.",
      expect.stringMatching(
        /^Install Python 3\.11 or newer \(.+\), or name one with: npm start -- --python PATH$/,
      ),
    ]);
  });

  it("a Python that is too old", async () => {
    const folder = fakePrograms(join(checkout.root, "old"), { python3: fakePython([3, 9, 2]) });
    const env = { PATH: barePath(checkout.root, folder) };
    const { lines } = await failure(["--prepare"], { env });
    expect(lines).toEqual([
      "Cannot set up JupyterLab: it needs Python 3.11 or newer, and /fake/python3 is Python 3.9.2.",
      expect.stringContaining("Install Python 3.11 or newer"),
    ]);
  });

  it("a chosen Python that is none", async () => {
    const { lines } = await failure(["--prepare", "--python", "/no/such/python"]);
    expect(lines[0]).toBe("Cannot set up JupyterLab: /no/such/python does not run as Python.");
  });

  it("no venv module, no pip and no way to get one", async () => {
    const folder = join(checkout.root, "no-venv");
    const text = fakePython([3, 12, 1], "echo 'ensurepip is not available' >&2; exit 1");
    fakePrograms(folder, { python3: text.replaceAll("/fake/python3", join(folder, "python3")) });
    const env = { PATH: barePath(checkout.root, folder) };
    const { lines } = await failure(["--prepare"], { env });
    expect(lines).toEqual([
      `Cannot make .venv: ${join(folder, "python3")} has no venv module.`,
      "Install it (on Debian and Ubuntu: sudo apt install python3-venv) or uv (https://docs.astral.sh/uv), and run the command again.",
    ]);
  });

  it("no network for Python's packages", async () => {
    const env = { PIP_INDEX_URL: unreachable, PIP_NO_CACHE_DIR: "1", PIP_FIND_LINKS: "" };
    const { lines } = await failure(["--prepare"], { env: { ...withoutUv(), ...env } });
    expect(lines.slice(-2)).toEqual([
      "Cannot install JupyterLab: the Python package index cannot be reached.",
      expect.stringMatching(/^Check the network, or set a mirror or proxy/),
    ]);
  });

  it("a port that is taken", async () => {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address();
    const { lines, stdout } = await failure(["--port", String(port)]);
    server.close();
    expect(lines).toEqual([
      `Cannot serve JupyterLab on port ${port}: it is taken by another program.`,
      expect.stringMatching(/^Stop what holds it, or choose another: npm start -- --port \d+$/),
    ]);
    expect(stdout).toBe("");
  });

  it("a Node that is too old", async () => {
    const old =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })";
    const { lines } = await failure([], { nodeOptions: ["--import", old] });
    expect(lines[0]).toMatch(/^Cannot run on Node 18\.20\.4: Softgrad needs Node 20\.19 or newer/);
    expect(lines).toHaveLength(2);
  });

  /** uv may be on the PATH of whoever runs this, and it asks another index. */
  function withoutUv() {
    return withPython("real", `exec ${pythonOfVenv()} "$@"`).env;
  }

  function pythonOfVenv() {
    return join(realRoot, ".venv", "bin", "python");
  }
});

describe("npm start without its packages", () => {
  let checkout;
  beforeAll(() => {
    checkout = copyCheckout({ packages: false });
  });
  afterAll(() => checkout.remove());

  it("says that npm's registry cannot be reached", async () => {
    const { code, stderr } = await start(checkout.root, ["--prepare"], {
      env: {
        npm_config_registry: unreachable,
        npm_config_cache: join(checkout.root, "empty-cache"),
        PATH: barePath(checkout.root, "/bin"),
      },
    }).ended;
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n").slice(-2)).toEqual([
      "Cannot install the JavaScript packages: npm does not reach its registry.",
      expect.stringMatching(/^Check the network, or set a mirror or proxy/),
    ]);
  });
});
