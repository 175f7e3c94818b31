import { mkdirSync } from "node:fs";
import { join } from "node:path";

export const checkout = join(import.meta.dirname, "..", "..", "..");

/** Where screenshots go: to be looked at by a person, never committed. */
export const screenshots = join(checkout, ".softgrad", "screenshots");
mkdirSync(screenshots, { recursive: true });
