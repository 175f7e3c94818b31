/** A JSDoc tag as the compiler's API sends it. */
export interface Tag {
  readonly name: string;
  readonly text?: string | readonly { readonly text: string }[];
}

/** What a comment says of a name, as text and as Markdown. */
export interface Documentation {
  readonly plain: string;
  readonly markdown: string;
}

const named = new Set(["param", "typeParam", "template", "property", "prop", "arg", "argument"]);

const textOf = ({ text = "" }: Tag): string =>
  (typeof text === "string" ? text : text.map((part) => part.text).join("")).trim();

/** `{@link a b}` as what it would be read as. */
const withoutLinks = (text: string): string =>
  text.replaceAll(/\{@link(?:code|plain)?\s+([^\s}|]+)[\s|]*([^}]*)\}/g, (_all, to, label) =>
    label === "" ? to : label,
  );

function plainTag(tag: Tag): string {
  return `@${tag.name} ${textOf(tag)}`.trimEnd();
}

function markdownTag(tag: Tag): string {
  const text = textOf(tag);
  const label = `*@${tag.name}*`;
  if (text === "") return label;
  if (tag.name === "example") {
    const isCode = !text.includes("```") && !text.includes("<caption>");
    return `${label}\n${isCode ? `\`\`\`typescript\n${text}\n\`\`\`` : text}`;
  }
  if (named.has(tag.name)) {
    const [, name = "", about = ""] = /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text) ?? [];
    return about === "" ? `${label} \`${name}\`` : `${label} \`${name}\` — ${about}`;
  }
  return `${label}${text.includes("\n") ? "\n" : " — "}${text}`;
}

/** A comment and its tags. */
export function documentationOf(comment: string, tags: readonly Tag[]): Documentation {
  const join = (parts: readonly string[], between: string): string =>
    withoutLinks(parts.filter((part) => part !== "").join(between));
  return {
    plain: join([comment.trim(), tags.map(plainTag).join("\n")], "\n\n"),
    markdown: join([comment.trim(), ...tags.map(markdownTag)], "\n\n"),
  };
}
