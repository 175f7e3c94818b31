import { lstatSync, readlinkSync } from "node:fs";
import type { Mount, View } from "./bubblewrapArguments.js";

/**
 * /usr, the links into it, what the dynamic loader reads, and node where it lies elsewhere. A folder in
 * /usr that is `hidden`, our package installed for all users or built in a container, is empty there.
 */
export function systemView(node: string, hidden: string): Pick<View, "readOnly" | "links"> {
  const readOnly: Mount[] = [{ from: "/usr", to: "/usr" }];
  const links: { target: string; path: string }[] = [];
  for (const path of ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]) {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry?.isSymbolicLink()) links.push({ target: readlinkSync(path), path });
    else if (entry?.isDirectory()) readOnly.push({ from: path, to: path });
  }
  for (const path of [
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
  ]) {
    if (lstatSync(path, { throwIfNoEntry: false })) readOnly.push({ from: path, to: path });
  }
  if (hidden.startsWith("/usr/")) readOnly.push({ to: hidden });
  // The program alone: around it may lie a home.
  if (!node.startsWith("/usr/")) readOnly.push({ from: node, to: node });
  return { readOnly, links };
}
