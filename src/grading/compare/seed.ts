import { randomBytes } from "node:crypto";

/** A seed of 128 bits, in hex. */
export function freshSeed(): string {
  return randomBytes(16).toString("hex");
}

/** Between one and 64 hex digits; the form in which results record it is lower case. */
export function parseSeed(text: string): string | undefined {
  return /^[0-9a-f]{1,64}$/iu.test(text) ? text.toLowerCase() : undefined;
}
