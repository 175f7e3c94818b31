import { types } from "node:util";
import { textOf } from "../values/text.js";
import { jsonOf } from "./json.js";

const mimeType = /^[\w.+-]+\/[\w.+-]+(?:;.*)?$/;
const json = /^application\/(?:[\w.+-]+\+)?json\b/;
const text = /^text\/|^image\/svg\+xml\b|^application\/javascript\b/;
const plotly = "application/vnd.plotly.v1+json";

/** Whether a value is an object of contents by MIME type. */
export function isBundle(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => mimeType.test(key));
}

/**
 * Contents by MIME type in the form the protocol carries them.
 *
 * Bytes become base64, or text for the types that are text; JSON types become plain data, also when
 * they come as JSON text; a Plotly figure gets a layout, without which JupyterLab's renderer throws
 * and the saved notebook opens empty. Contents that are undefined are left out.
 *
 * @throws {TypeError} when a content that has to be JSON contains itself.
 */
export function wireBundle(contents: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(contents).map(([mime, content]) => [mime, wire(mime, content)]);
  return Object.fromEntries(entries.filter(([, content]) => content !== undefined));
}

function wire(mime: string, content: unknown): unknown {
  if (content === undefined) return undefined;
  const bytes = bytesOf(content);
  if (bytes) {
    const written = bytes.toString(text.test(mime) || json.test(mime) ? "utf8" : "base64");
    return json.test(mime) ? wire(mime, written) : written;
  }
  if (json.test(mime)) return jsonContent(mime, content);
  if (typeof content === "string") return content;
  if (isLines(content)) return content.join("");
  if (text.test(mime)) return textOf(content);
  return sendable(mime, content);
}

/** The bytes of a view or buffer, not copied. */
export function bytesOf(value: unknown): Buffer | undefined {
  if (types.isUint8Array(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return types.isArrayBuffer(value) ? Buffer.from(value) : undefined;
}

/** Multi-line text as notebook files hold it. */
function isLines(content: unknown): content is string[] {
  return Array.isArray(content) && content.every((line) => typeof line === "string");
}

function jsonContent(mime: string, content: unknown): unknown {
  const data = typeof content === "string" ? parsed(content) : sendable(mime, content);
  return mime === plotly ? withLayout(data) : data;
}

/** What a JSON text stands for; a text that is no object or array of JSON is a string itself. */
function parsed(content: string): unknown {
  try {
    const data: unknown = JSON.parse(content);
    return typeof data === "object" && data !== null ? data : content;
  } catch {
    return content;
  }
}

function withLayout(figure: unknown): unknown {
  if (typeof figure !== "object" || figure === null || Array.isArray(figure)) return figure;
  const layout: unknown = Reflect.get(figure, "layout");
  return typeof layout === "object" && layout !== null ? figure : { ...figure, layout: {} };
}

function sendable(mime: string, content: unknown): unknown {
  try {
    return jsonOf(content);
  } catch (cause) {
    throw new TypeError(
      `Cannot display ${mime}: its content is not JSON data, most often because it contains itself`,
      { cause },
    );
  }
}
