import type { LessonName } from "./name.js";

/** The index of lessons with one more, by its number's place; undefined when it has no list to add to. */
export function register(index: string, { stem, identifier }: LessonName): string | undefined {
  const list = /(export const exercises: readonly Exercise\[\] = \[)([^\]]*)\];/.exec(index);
  if (list === null) return undefined;
  const imports = [...index.matchAll(/^import \{ exercises as (\w+) \} from "\.\/(.+)\.js";\n/gm)];
  // Not the bare words: a lesson may be called as something that TypeScript reserves.
  const local = `${identifier}Lesson`;
  const line = `import { exercises as ${local} } from "./${stem}.js";\n`;
  const later = imports.find(([, , other = ""]) => other > stem);
  const entries = (list[2] ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const at = entries.indexOf(`...${later?.[1]}`);
  entries.splice(at < 0 ? entries.length : at, 0, `...${local}`);
  const body = entries.map((entry) => `  ${entry},\n`).join("");
  const withEntry = index.replace(list[0], `${list[1]}\n${body}];`);
  if (later !== undefined) return withEntry.replace(later[0], line + later[0]);
  const last = imports.at(-1)?.[0];
  return last === undefined ? line + withEntry : withEntry.replace(last, last + line);
}
