import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { realRoot, start } from "./checkout.mjs";

let started;
afterEach(async () => {
  // Also after a failure it has to be asked: killed, it could not take its server along.
  started?.child.kill("SIGTERM");
  await started?.ended;
});

async function serving(args) {
  started = start(realRoot, args);
  for (;;) {
    const url = /http:\/\/\S+/.exec(started.output.stdout)?.[0];
    if (url) return new URL(url);
    if (started.child.exitCode !== null) throw new Error(started.output.stderr);
    await sleep(50);
  }
}

/** The processes that run something out of the checkout's .venv as a server. */
function servers() {
  const list = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" });
  return list
    .split("\n")
    .filter((line) => line.includes(`${realRoot}/.venv`) && line.includes("-m jupyterlab"));
}

describe("npm start", () => {
  it.each(["SIGINT", "SIGTERM"])(
    "serves the lessons at the address it prints, and %s leaves nothing behind",
    async (signal) => {
      const before = servers();
      const url = await serving(["--no-browser"]);
      const headers = { authorization: `token ${url.searchParams.get("token")}` };
      const read = async (path) => (await fetch(new URL(path, url), { headers })).json();

      expect((await fetch(url)).status).toBe(200);
      const { kernelspecs } = await read("/api/kernelspecs");
      expect(kernelspecs.tslab.spec.display_name).toBe("TypeScript");
      const { content } = await read("/api/contents");
      expect(content.map(({ name }) => name)).toContain("04-soft-iou.ipynb");
      expect((await fetch(new URL("/api/contents", url))).status).toBe(403);
      const settings = await read("/lab/api/settings/@jupyterlab/apputils-extension:notification");
      expect(settings.settings?.fetchNews ?? settings.schema.properties.fetchNews.default).toBe(
        "false",
      );

      started.child.kill(signal);
      const { code, stderr } = await started.ended;
      expect(code).toBe(0);
      expect(stderr).not.toMatch(/Traceback|\n\s+at /);
      expect(servers()).toEqual(before);
    },
  );
});
