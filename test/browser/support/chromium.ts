import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const candidates = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The Chromium of this machine, or undefined; CHROMIUM in the environment names another. */
export const chromiumPath = candidates.find((path) => path !== undefined && existsSync(path));

/** Says by name which tests did not run, and why. */
export function announceSkip(file: string): void {
  if (chromiumPath) return;
  console.warn(`SKIPPED ${file}: no Chromium found; install it or set CHROMIUM to its path`);
}

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath && { executablePath: chromiumPath }),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
