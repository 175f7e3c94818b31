import { type CommandDef, defineCommand } from "citty";
import { newLesson } from "./lesson/new.js";

/** `softgrad lesson …`: what the author of a lesson begins with. */
export default defineCommand({
  meta: { name: "lesson", description: "Begin a lesson of your own" },
  // citty's own type for a command of unknown arguments.
  subCommands: { new: newLesson } as unknown as Record<string, CommandDef>,
});
