import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's folder, without a trailing separator. */
export const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
