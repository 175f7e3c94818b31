/** One thing that the kernel needs, and what to do where it is not as it should be. */
export type Finding = { readonly subject: string; readonly detail: string } & (
  | { readonly status: "ok" }
  /** `warning`: it works, but will not for long or not as expected. */
  | { readonly status: "warning" | "wrong"; readonly remedy: string }
);

/** What went wrong, in one line. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n")[0] ?? "";
}
