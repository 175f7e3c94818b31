import { type CommandDef, defineCommand } from "citty";
import { doctor } from "./kernel/doctor.js";
import { install } from "./kernel/install.js";
import { list } from "./kernel/list.js";
import { start } from "./kernel/start.js";
import { uninstall } from "./kernel/uninstall.js";

/** `softgrad kernel …`: the kernel among those that Jupyter knows. */
export default defineCommand({
  meta: { name: "kernel", description: "Install and examine the TypeScript kernel for Jupyter" },
  // citty's own type for a command of unknown arguments.
  subCommands: { install, uninstall, list, doctor, start } as unknown as Record<string, CommandDef>,
});
