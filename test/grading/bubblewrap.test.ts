import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exercises } from "../../src/checks/lessons/index.js";
import { defaultLimits, findPlaces } from "../../src/grading/index.js";
import { bubblewrapSandbox } from "../../src/grading/sandbox/bubblewrap.js";
import { bubblewrapArguments } from "../../src/grading/sandbox/bubblewrapArguments.js";
import { chooseSandbox } from "../../src/grading/sandbox/choose.js";
import { systemView } from "../../src/grading/sandbox/systemView.js";
import { bubblewrapWorks } from "./support/bubblewrap.js";
import { folderOf } from "./support/folder.js";
import { root } from "./support/lesson.js";

const MiB = 1024 * 1024;
const limits = { ...defaultLimits, processes: 40, processMemoryBytes: 1500 * MiB };

/** What a program prints as JSON that runs in the sandbox instead of the runner. */
async function within(program: string, places = findPlaces()): Promise<unknown> {
  const place = await bubblewrapSandbox(places, limits).prepare();
  try {
    const [node, ...rest] = place.arguments.slice(-2);
    const own = places.installed ? "/course/node_modules/softgrad" : "/course";
    expect(rest).toEqual([`${own}/dist/grading/sandbox/runner.js`]);
    const wrapped = [...place.arguments.slice(0, -2), node ?? "", "-e", program];
    const run = spawnSync(place.command, wrapped, {
      cwd: place.cwd,
      env: place.env,
      encoding: "utf8",
      timeout: 30_000,
    });
    if (run.status !== 0) throw new Error(`${run.status} ${run.signal}: ${run.stderr}`);
    return JSON.parse(run.stdout);
  } finally {
    await place.dispose();
  }
}

const fs = 'const fs = require("node:fs"); const print = (x) => console.log(JSON.stringify(x));';

test.skipIf(!bubblewrapWorks)("it is chosen when it works", async () => {
  const choice = await chooseSandbox("auto", findPlaces(), defaultLimits);
  expect(choice.status === "chosen" && choice.sandbox.name).toBe("bubblewrap");
});

test.skipIf(!bubblewrapWorks)(
  "nobody's rights: no user of the system, no capabilities",
  async () => {
    const seen = await within(
      `${fs} const caps = fs.readFileSync("/proc/self/status", "utf8").match(/^Cap(?:Eff|Prm|Bnd|Amb|Inh):.*$/gm);
     print({ uid: process.getuid(), groups: process.getgroups(), caps: caps.map((line) => line.split(/\\s+/)[1]) });`,
    );
    expect(seen).toMatchObject({ caps: Array(5).fill("0000000000000000") });
    expect((seen as { uid: number }).uid).toBeGreaterThanOrEqual(65534);
  },
);

test.skipIf(!bubblewrapWorks)(
  "the system is there to read, the course without its lessons",
  async () => {
    const seen = await within(
      `${fs} print({ top: fs.readdirSync("/").sort(), course: fs.readdirSync("/course").sort(),
       etc: fs.readdirSync("/etc").filter((name) => !/^(ld\\.so|alternatives)/.test(name)).sort(),
       work: fs.readdirSync("."), gone: ${JSON.stringify([root, homedir(), "/home", "/root", "/var"])}.filter(fs.existsSync) });`,
    );
    expect(seen).toMatchObject({
      course: ["dist", "node_modules", "package.json", "work"],
      etc: ["hosts", "passwd"],
      work: [],
      gone: [],
    });
    const { top } = seen as { top: string[] };
    expect(top.filter((name) => !/^(?:s?bin|lib\w*)$/u.test(name))).toEqual([
      "course",
      "dev",
      "etc",
      "proc",
      "tmp",
      "usr",
    ]);
  },
);

/** Everything in our package's folder, dependencies aside. */
const list = (folder: string) =>
  `const own = fs.readdirSync(${JSON.stringify(folder)}, { recursive: true, withFileTypes: true })
     .filter((entry) => entry.isFile()).map(({ parentPath, path, name }) => (parentPath ?? path) + "/" + name);`;

/** What helps to answer the exercises, as it is written in their files. */
const telling = [
  "thread / (1 - thread)",
  ...exercises.flatMap(({ hints, diagnoses }) => [...hints, ...diagnoses.map((d) => d.message)]),
];

test.skipIf(!bubblewrapWorks)("of the checks, what observes answers and nothing else", async () => {
  const seen = await within(
    `${fs} ${list("/course/dist")} import("softgrad/checks").then((checks) => print({ exports: Object.keys(checks).sort(),
       modules: own.filter((path) => path.startsWith("/course/dist/checks/") && !path.includes("/observation/") && !path.endsWith(".d.ts")).sort(),
       telling: own.filter((path) => ${JSON.stringify(telling)}.some((text) => fs.readFileSync(path, "utf8").includes(text))),
       lessons: own.filter((path) => path.includes("lessons")) }));`,
  );
  expect(seen).toEqual({
    exports: [
      "NotAttempted",
      "check",
      "hint",
      "observationsMimeType",
      "probe",
      "progress",
      "solution",
    ],
    modules: ["data", "index", "isOperation", "notAttempted"].map(
      (name) => `/course/dist/checks/${name}.js`,
    ),
    telling: [],
    lessons: ["/course/dist/checks/lessons/index.d.ts"],
  });
});

test.skipIf(!bubblewrapWorks)("installed in a project, the package shows no more", async () => {
  const modules = join(folderOf(), "node_modules");
  cpSync(join(root, "dist"), join(modules, "softgrad", "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(modules, "softgrad", "package.json"));
  cpSync(join(root, "notebooks"), join(modules, "softgrad", "notebooks"), { recursive: true });
  mkdirSync(join(modules, "neighbour"));
  const seen = await within(
    `${fs} ${list("/course/node_modules/softgrad")} let written = true; try { fs.writeFileSync("/course/node_modules/softgrad/x", ""); } catch { written = false; }
     print({ neighbours: fs.readdirSync("/course/node_modules").sort(), course: fs.readdirSync("/course").sort(), top: fs.readdirSync("/course/node_modules/softgrad").sort(),
       lessons: own.filter((path) => path.includes("lessons")), entry: own.filter((path) => path.endsWith("/dist/checks/index.js")).map((path) => fs.readFileSync(path, "utf8").includes("hint = ")), written });`,
    findPlaces(join(modules, "softgrad")),
  );
  expect(seen).toEqual({
    neighbours: ["neighbour", "softgrad"],
    course: ["node_modules", "work"],
    top: ["dist", "package.json"],
    lessons: ["/course/node_modules/softgrad/dist/checks/lessons/index.d.ts"],
    entry: [true],
    written: false,
  });
});

test.skipIf(!bubblewrapWorks)("installed for all users, in /usr, it is not seen there", () => {
  const seen = (hidden: string): unknown => {
    const view = { ...systemView(realpathSync(process.execPath), hidden), env: {}, work: "/work" };
    const identity = { uid: 65534, realUid: false, limitProcesses: false };
    const program = `${fs} print(fs.readdirSync("/usr/share").length > 0)`;
    const command = [realpathSync(process.execPath), "-e", program];
    const run = spawnSync("bwrap", bubblewrapArguments(view, identity, limits, command));
    return JSON.parse(String(run.stdout));
  };
  expect(seen("/home/ana/softgrad")).toBe(true);
  expect(seen("/usr/share")).toBe(false);
});

test.skipIf(!bubblewrapWorks)("nothing but the folders in memory can be written", async () => {
  const seen = await within(
    `${fs} const tried = ["/x", "/usr/x", "/etc/x", "/course/x", "/course/dist/x", "/course/node_modules/x", "/dev/x", "/proc/sys/kernel/hostname", "/tmp/x", "/course/work/x"];
     print(tried.filter((path) => { try { fs.writeFileSync(path, "1"); return true; } catch { return false; } }));`,
  );
  expect(seen).toEqual(["/tmp/x", "/course/work/x"]);
});

test.skipIf(!bubblewrapWorks)("files are limited in size", async () => {
  const seen = await within(
    `${fs} process.on("SIGXFSZ", () => {}); let bytes = 0; const block = Buffer.alloc(2 ** 20);
     try { for (let i = 0; i < 200; i++) { fs.appendFileSync("/tmp/" + (i % 4), block); bytes += block.length; } } catch (error) { print({ bytes, code: error.code }); }`,
  );
  expect(seen).toMatchObject({ code: "ENOSPC" });
  expect((seen as { bytes: number }).bytes).toBeLessThanOrEqual(limits.fileBytes);
});

test.skipIf(!bubblewrapWorks)(
  "no network but the loopback, no names, no processes of others",
  async () => {
    const seen = await within(
      `${fs} const net = require("node:net"); const dns = require("node:dns").promises;
     const connect = (host) => new Promise((resolve) => net.connect({ host, port: 53, timeout: 2000 }).on("error", (e) => resolve(e.code)).on("connect", () => resolve("connected")).on("timeout", () => resolve("timeout")));
     (async () => { print({
       interfaces: Object.keys(require("node:os").networkInterfaces()),
       connected: await connect("8.8.8.8"),
       named: await dns.lookup("example.org").catch((error) => error.syscall),
       processes: fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).length < 6,
     }); })();`,
    );
    expect(seen).toEqual({
      interfaces: ["lo"],
      connected: "ENETUNREACH",
      named: "getaddrinfo",
      processes: true,
    });
  },
);

test.skipIf(!bubblewrapWorks)("the environment has nothing of ours", async () => {
  process.env.SOFTGRAD_TEST_SECRET = "secret";
  const seen = await within(`${fs} print(Object.keys(process.env).sort())`);
  delete process.env.SOFTGRAD_TEST_SECRET;
  expect(seen).toEqual([
    "HOME",
    "LANG",
    "NODE_OPTIONS",
    "NO_COLOR",
    "PATH",
    "PWD",
    "SOFTGRAD_KERNEL_HISTORY",
    "TMPDIR",
    "TZ",
  ]);
});

test.skipIf(!bubblewrapWorks)("processes are limited, and so is one process's memory", async () => {
  const seen = await within(
    `${fs} const { spawn } = require("node:child_process"); let started = 0; let refused = 0;
     for (let i = 0; i < 100; i++) { const child = spawn("sleep", ["9"]); child.on("spawn", () => started++); child.on("error", () => refused++); }
     let memory = "all"; try { const all = []; for (let i = 0; i < 40; i++) all.push(Buffer.alloc(1e8, 1)); } catch (error) { memory = error.message; }
     setTimeout(() => { print({ few: started < 40, refused: refused > 50, memory }); process.exit(); }, 500);`,
  );
  expect(seen).toEqual({ few: true, refused: true, memory: "Array buffer allocation failed" });
});

test.skipIf(!bubblewrapWorks)("WebAssembly works within the limits", async () => {
  const seen = await within(
    `${fs} const memory = new WebAssembly.Memory({ initial: 256, maximum: 65536 }); print(memory.buffer.byteLength)`,
  );
  expect(seen).toBe(16 * MiB);
});
