import { basename } from "node:path";
import type { Found } from "./findSubmissions.js";
import { safeNames } from "./safeNames.js";

/** Names for what is written of each submission: the student's, with the notebook's where somebody handed in several. */
export function recordNames(found: readonly Found[]): Map<Found, string> {
  const counts = new Map<string, number>();
  for (const { student } of found) counts.set(student, (counts.get(student) ?? 0) + 1);
  const labels = new Map<Found, string>();
  const taken = new Set<string>();
  for (const each of found) {
    const stem = basename(each.file).replace(/\.ipynb$/iu, "");
    const short = counts.get(each.student) === 1 ? each.student : `${each.student}--${stem}`;
    // No name has a NUL, so this one is nobody else's.
    const label = taken.has(short) ? `${each.student}\0${each.file}` : short;
    taken.add(label);
    labels.set(each, label);
  }
  const safe = safeNames([...labels.values()]);
  return new Map([...labels].map(([each, label]) => [each, safe.get(label) ?? "unnamed"]));
}
