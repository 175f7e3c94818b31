import { parse } from "comment-parser";

/** A docstring by its parts; texts keep their lines. */
export function docComment(comment) {
  const [block] = parse(`/*${comment}*/`, { spacing: "preserve" });
  if (!block) return undefined;
  const tags = block.tags.map((tag) => ({ name: tag.tag, type: tag.type, text: textOf(tag) }));
  const all = (name) => tags.filter((tag) => tag.name === name);
  return {
    text: block.description.trim(),
    formulas: all("formula").map(({ text }) => text),
    parameters: new Map(
      all("param").map(({ text }) => {
        const [, name, description] = /^(\S+)\s+(?:- )?(.*)$/s.exec(text) ?? [];
        return [name, description];
      }),
    ),
    returns: all("returns")[0]?.text,
    throws: all("throws").map(({ type, text }) => ({ type, text })),
    sources: all("see").map(({ text }) => text),
    examples: all("example").map(({ text }) => text),
  };
}

function textOf(tag) {
  return tag.source
    .map(({ tokens }) => `${tokens.name}${tokens.postName}${tokens.description}`)
    .join("\n")
    .trim();
}
