const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML's content and for quoted attributes; what no reader can see is made visible. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, (character) =>
      character === "\n" || character === "\t" ? character : "\u{FFFD}",
    )
    .replace(/[&<>"']/gu, (character) => escapes[character] ?? character);
}
