import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Files that a learner may edit while the kernel runs: all but those of installed packages. */
export function isLocal(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/");
}

/** Changes whenever the file at a URL does. */
export function stampOf(url: string): string {
  try {
    const { mtimeMs, size } = statSync(fileURLToPath(url.replace(/[?#].*$/, "")));
    return `${mtimeMs}:${size}`;
  } catch {
    return "missing";
  }
}

/** What was given and all that leads to it. */
export function closure(
  changed: Iterable<string>,
  importersOf: (url: string) => Iterable<string>,
): Set<string> {
  const reached = new Set<string>();
  const visit = (url: string) => {
    if (reached.has(url)) return;
    reached.add(url);
    for (const importer of importersOf(url)) visit(importer);
  };
  for (const url of changed) visit(url);
  return reached;
}
