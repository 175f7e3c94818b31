import { lstatSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes node_modules/softgrad a link to the checkout, so that notebooks import the library by its
 * bare name under resolvers that know no self-reference (stock tslab's).
 */
export function linkSelf(root) {
  const link = join(root, "node_modules", "softgrad");
  if (lstatSync(link, { throwIfNoEntry: false })) return;
  // A junction needs no rights on Windows; elsewhere the relative link survives a moved folder.
  if (process.platform === "win32") symlinkSync(root, link, "junction");
  else symlinkSync("..", link);
}
