import type { Runtime } from "node:inspector";

const widest = 300;
const mostItems = 10;

/**
 * What the inspector tells of a value, in one line: no getter is called and no code of the user's
 * runs for it. Undefined where the type alone says more.
 */
export function previewText(value: Runtime.RemoteObject): string | undefined {
  if (value.type === "function" || value.type === "undefined") return undefined;
  if (value.type === "string") return cut(JSON.stringify(value.value));
  if (value.preview === undefined || isAtom(value.subtype)) return cut(value.description ?? "null");
  return cut(objectText(value.preview));
}

/** Those whose description is the value. */
const isAtom = (subtype: string | undefined): boolean =>
  subtype === "null" || subtype === "regexp" || subtype === "date" || subtype === "error";

function objectText(preview: Runtime.ObjectPreview): string {
  const { subtype, description = "Object", entries, properties, overflow } = preview;
  const more = overflow ? ["…"] : [];
  if (entries !== undefined) {
    const shown = entries.map(({ key, value }) =>
      key === undefined ? objectText(value) : `${objectText(key)} => ${objectText(value)}`,
    );
    return `${description} { ${[...shown, ...more].join(", ")} }`;
  }
  if (preview.type !== "object" || isAtom(subtype)) return quoted(preview.type, description);
  if (subtype === "array" || subtype === "typedarray") {
    const items = properties.filter(({ name }) => /^\d+$/.test(name)).map(propertyText);
    const isLong = overflow || items.length > mostItems;
    const length = /\(\d+\)$/.exec(description)?.[0] ?? "";
    return `${subtype === "array" ? "" : description} [${[...items.slice(0, mostItems), ...(isLong ? ["…"] : [])].join(", ")}]${
      subtype === "array" && isLong ? ` ${length}` : ""
    }`.trim();
  }
  const items = properties.map((property) => `${property.name}: ${propertyText(property)}`);
  const named = description === "Object" ? "" : `${description} `;
  return items.length === 0 ? `${named}{}` : `${named}{ ${[...items, ...more].join(", ")} }`;
}

function propertyText({ type, value = "", subtype }: Runtime.PropertyPreview): string {
  if (type === "accessor") return "[Getter]";
  if (type === "function") return "[Function]";
  return subtype === undefined ? quoted(type, value) : value;
}

const quoted = (type: string, text: string): string =>
  type === "string" ? JSON.stringify(text) : text;

const cut = (text: string): string => {
  const [line = ""] = text.split("\n");
  return line.length > widest ? `${line.slice(0, widest)}…` : line;
};
