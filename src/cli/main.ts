#!/usr/bin/env node
import { type CommandDef, defineCommand, runCommand, type SubCommandsDef, showUsage } from "citty";
import { checkArguments, unknownCommand } from "./checkArguments.js";
import { UsageError } from "./usageError.js";
import { version } from "./version.js";

/** Each command is loaded when it is called: none waits for what another one needs. */
const commands = {
  grade: async () => (await import("./grade.js")).default,
  execute: async () => (await import("./execute.js")).default,
  kernel: async () => (await import("./kernel.js")).default,
  lesson: async () => (await import("./lesson.js")).default,
  "build-notebooks": async () => (await import("./build-notebooks.js")).default,
} satisfies SubCommandsDef;

const main = defineCommand({
  meta: {
    name: "softgrad",
    version,
    description: "Lessons on differentiable labels and losses, checked and graded",
  },
  subCommands: commands,
});

async function load(name: string): Promise<CommandDef> {
  const known = Object.keys(commands);
  const found = Object.entries<() => Promise<unknown>>(commands).find(([each]) => each === name);
  if (found === undefined) throw new UsageError(unknownCommand(name, known));
  // citty's own type for a command of unknown arguments; each command checks its own.
  return (await found[1]()) as CommandDef;
}

/** A command of commands, such as `kernel install`, is entered; without a word of its own it is left. */
function descend(command: CommandDef, name: string, rest: readonly string[]) {
  const inner = command.subCommands as Record<string, CommandDef> | undefined;
  const [word, ...others] = rest;
  if (inner === undefined || word === "--help" || word === "-h") return { command, name, rest };
  const known = Object.keys(inner);
  if (word === undefined) {
    throw new UsageError(`Command "${name}" needs one of: ${known.join(", ")}`);
  }
  const found = Object.hasOwn(inner, word) ? inner[word] : undefined;
  if (found === undefined) throw new UsageError(unknownCommand(word, known));
  return { command: found, name: `${name} ${word}`, rest: others };
}

async function run(rawArguments: readonly string[]): Promise<number> {
  try {
    const [first, ...others] = rawArguments;
    if (first === "--version" || first === "-v") {
      console.log(version);
      return 0;
    }
    if (first === undefined || first === "--help" || first === "-h") {
      await showUsage(main);
      return first === undefined ? 2 : 0;
    }
    const { command, name, rest } = descend(await load(first), first, others);
    if (rest.includes("--help") || rest.includes("-h")) {
      await showUsage(command, main);
      return 0;
    }
    const args = typeof command.args === "function" ? await command.args() : await command.args;
    checkArguments(rest, args ?? {}, name);
    const { result } = await runCommand(command, { rawArgs: [...rest] });
    return typeof result === "number" ? result : Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof UsageError || (error instanceof Error && error.name === "CLIError")) {
      console.error(`softgrad: ${error.message}`);
      return 2;
    }
    throw error;
  }
}

process.exitCode = await run(process.argv.slice(2));
