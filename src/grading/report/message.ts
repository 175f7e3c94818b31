import { escapeHtml } from "./html.js";

/** A line of code with a caret below, as stock tslab writes it, or numbered lines, as our kernel does. */
const excerpt = /^( {4}.*\n[ \t]*\^|(?:[> ] +\d* ?\|.*\n)*[> ] +\d* ?\|.*)$/mu;

/**
 * A message as HTML: text that wraps, and excerpts of code that do not, in letters of one width, for
 * else a caret points at nothing.
 */
export function messageHtml(message: string): string {
  return message
    .split(excerpt)
    .map((part, index) => {
      // What the pattern captured is every second part.
      if (index % 2 === 1) return `<pre class="excerpt">${escapeHtml(part)}</pre>`;
      const text = part.replace(/^\n+|\n+$/gu, "");
      return text === "" ? "" : `<p class="message">${escapeHtml(text)}</p>`;
    })
    .join("");
}
