/** What a strict reader of our own HTML sees: every tag, and the texts between as they lie on the page. */
export interface Seen {
  readonly tags: readonly string[];
  readonly texts: readonly string[];
}

const tag =
  /^<(\/?)(div|table|caption|thead|tbody|tr|th|td)( class="dataframe"| scope="(?:col|row)")?( style="(?:caption-side:(?:top|bottom);)?text-align:left(?:;white-space:nowrap)?")?>/;
const entity = /^&(amp|lt|gt|quot|#39);/;
const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** Reads HTML that may hold tables and blocks only; throws at anything else, as at a stray bracket. */
export function readHtml(html: string): Seen {
  const tags: string[] = [];
  const open: string[] = [];
  const texts: string[] = [];
  const below: string[] = [];
  let text = "";
  let rest = html;
  while (rest.length > 0) {
    const [whole = "", closing, name = ""] = tag.exec(rest) ?? [];
    if (whole) {
      if (closing && open.pop() !== name) throw new Error(`not nested: ${rest.slice(0, 80)}`);
      if (!closing) open.push(name);
      const isBelow = name === "caption" && tags.at(-1)?.includes("caption-side:bottom") === true;
      if (text) (isBelow ? below : texts).push(text);
      if (name === "table" && closing) texts.push(...below.splice(0));
      tags.push(whole);
      text = "";
      rest = rest.slice(whole.length);
      continue;
    }
    const [written = "", named = ""] = entity.exec(rest) ?? [];
    if (!written && /^[<>&"']/.test(rest)) throw new Error(`not escaped: ${rest.slice(0, 80)}`);
    text += characters[named] ?? rest.slice(0, 1);
    rest = rest.slice(written.length || 1);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return { tags, texts };
}
