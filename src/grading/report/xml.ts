export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children?: readonly (XmlElement | string)[];
}

/** An XML 1.0 document, indented by element; text stays as it is. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, "")}\n`;
}

function element({ name, attributes = {}, children = [] }: XmlElement, indent: string): string {
  const start = Object.entries(attributes).reduce(
    (tag, [key, value]) => `${tag} ${key}="${escapeXml(String(value))}"`,
    `${indent}<${name}`,
  );
  if (children.length === 0) return `${start}/>`;
  if (children.every((child) => typeof child === "string")) {
    return `${start}>${children.map(escapeXml).join("")}</${name}>`;
  }
  const inner = children.map((child) =>
    typeof child === "string" ? escapeXml(child) : element(child, `${indent}  `),
  );
  return `${start}>\n${inner.join("\n")}\n${indent}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** XML 1.0 has no way at all to write most control characters and lone surrogates. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replace(/[&<>"'\t\n\r]/gu, (character) => escapes[character] ?? character);
}
