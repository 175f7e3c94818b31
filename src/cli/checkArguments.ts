import type { ArgDef, ArgsDef } from "citty";
import { nearest } from "../checks/nearest.js";
import { UsageError } from "./usageError.js";

/** citty passes over what it does not know; a mistyped option would be lost in silence. */
export function checkArguments(raw: readonly string[], known: ArgsDef, command: string): void {
  const options = Object.entries(known).flatMap(([name, definition]) =>
    definition.type === "positional"
      ? []
      : [{ names: [name, ...aliasesOf(definition)], type: definition.type ?? "boolean" }],
  );
  const names = options.flatMap((option) => option.names);
  const takesValue = new Set(
    options.flatMap((option) => (option.type === "boolean" ? [] : option.names)),
  );
  const places = Object.values(known).filter(({ type }) => type === "positional");
  // A hint such as "lesson…" says that the last place takes any number.
  const many = places.some(({ valueHint }) => valueHint?.endsWith("…"));
  let positionals = many ? Number.POSITIVE_INFINITY : places.length;
  for (let at = 0; at < raw.length; at++) {
    const word = raw[at] ?? "";
    if (word === "--") return;
    const match = /^--?([^=]+)(=.*)?$/u.exec(word);
    if (match === null) {
      positionals -= 1;
      if (positionals < 0)
        throw new UsageError(`Unexpected argument "${word}": see softgrad ${command} --help`);
      continue;
    }
    const [, name = "", value] = match;
    const plain = name.startsWith("no-") ? name.slice(3) : name;
    if (!names.includes(name) && !names.includes(plain)) {
      const meant = nearest(name, names);
      const suggestion = meant === undefined ? "" : `did you mean --${meant}? `;
      throw new UsageError(`Unknown option ${word}: ${suggestion}See softgrad ${command} --help`);
    }
    if (takesValue.has(name) && value === undefined) {
      at += 1;
      if (raw[at] === undefined)
        throw new UsageError(`Option ${word} needs a value: none was given`);
    }
  }
}

/** What to say of a command that there is not. */
export function unknownCommand(name: string, known: readonly string[]): string {
  const commands = `Known commands: ${known.join(", ")}`;
  if (name.startsWith("-")) return `Unknown option ${name}: name a command first. ${commands}`;
  const meant = nearest(name, known);
  const suggestion = meant === undefined ? "" : `did you mean ${meant}? `;
  return `Unknown command "${name}": ${suggestion}${commands}`;
}

function aliasesOf(definition: ArgDef): string[] {
  return "alias" in definition ? [definition.alias ?? []].flat() : [];
}
