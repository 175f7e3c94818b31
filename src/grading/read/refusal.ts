/** Why a notebook was not read; the message is one line that says what is wrong and what to do. */
export interface Refusal {
  readonly code:
    | "symlink"
    | "notAFile"
    | "tooLarge"
    | "unreadable"
    | "empty"
    | "notText"
    | "notJson"
    | "notANotebook"
    | "noNotebook"
    | "unknownAssignment";
  readonly message: string;
}

const controlCharacters = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A name or a message that came from outside, fit for one line of a terminal. */
export function oneLine(text: string, limit = 160): string {
  const line = text.replace(/\s+/gu, " ").replace(controlCharacters, "\u{FFFD}").trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}
