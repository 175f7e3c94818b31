/** What the person at the keyboard can mend: one line, no stack trace, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
