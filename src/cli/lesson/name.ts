/** A lesson's name in the forms that its files need. */
export interface LessonName {
  /** 10-boundary-loss */
  readonly stem: string;
  /** 10 */
  readonly number: number;
  /** boundary-loss */
  readonly words: string;
  /** boundaryLoss */
  readonly identifier: string;
}

export type Named =
  | { readonly status: "named"; readonly name: LessonName }
  | { readonly status: "failed"; readonly message: string };

/** Reads a new lesson's name; its number must be free among the stems that there are. */
export function lessonName(text: string, taken: readonly string[]): Named {
  const [, digits, words] = /^(\d\d)-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(text) ?? [];
  if (digits === undefined || words === undefined) {
    return {
      status: "failed",
      message: `Cannot make lesson "${text}": a name is two digits and words in small letters with hyphens, such as ${free(taken)}-boundary-loss`,
    };
  }
  const other = taken.find((stem) => stem.startsWith(`${digits}-`));
  if (other !== undefined) {
    return {
      status: "failed",
      message:
        other === text
          ? `Cannot make lesson ${text}: it exists. Edit notebooks/${text}.ts`
          : `Cannot make lesson ${text}: the number ${digits} is ${other}'s. The next free one: ${free(taken)}-${words}`,
    };
  }
  const identifier = words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return { status: "named", name: { stem: text, number: Number(digits), words, identifier } };
}

function free(taken: readonly string[]): string {
  const last = Math.max(0, ...taken.map((stem) => Number(stem.slice(0, 2))));
  return String(last + 1).padStart(2, "0");
}
