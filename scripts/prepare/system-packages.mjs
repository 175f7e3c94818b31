import { quietly } from "./command.mjs";

const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium to test with, or undefined: CHROME_PATH, else the first on the PATH that runs. */
export async function findChromium(env = process.env) {
  const candidates = env.CHROME_PATH ? [env.CHROME_PATH] : browsers;
  for (const file of candidates) {
    // Ubuntu's package of that name only tells the reader to install a snap: it has to answer.
    const { code } = await quietly(file, ["--version"], { env, timeoutMs: 15_000 });
    if (code === 0) return file;
  }
  return undefined;
}

/** Whether bubblewrap is there and the system lets it make its namespaces. */
export async function hasSandbox(env = process.env) {
  const { code } = await quietly("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"], {
    env,
    timeoutMs: 10_000,
  });
  return code === 0;
}

/**
 * Installs Debian packages as one announced step where that needs nobody's consent: as root, with
 * apt-get. Whether it worked is for the caller to look at.
 */
export async function installSystemPackages(names, progress) {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return;
  if ((await quietly("apt-get", ["--version"])).code !== 0) return;
  await progress.step({
    title: `System packages (${names.join(", ")})`,
    isCurrent: () => false,
    run: async () => {
      const install = () => apt("install", "-y", "--no-install-recommends", ...names);
      if ((await install()).code === 0) return;
      // A fresh container has no package lists, and an old one has lists of packages long gone.
      await apt("update");
      const again = await install();
      if (again.code !== 0) return "apt-get could not install them";
    },
  });
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return quietly("apt-get", ["-q", ...args], { env, timeoutMs: 600_000 });
}
