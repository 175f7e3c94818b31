import { limits } from "../limits.js";
import { bytesOf } from "../mime/bundle.js";
import type { MimeBundle } from "../types.js";
import { countText } from "./numbers.js";
import { textOf } from "./text.js";

interface Format {
  readonly name: string;
  readonly mime: string;
  matches(bytes: Buffer): boolean;
  /** Width and height, where the header has them at a fixed place. */
  size?(bytes: Buffer): readonly [number, number];
}

const starts = (signature: string, at = 0) => {
  const expected = Buffer.from(signature, "latin1");
  return (bytes: Buffer) => bytes.subarray(at, at + expected.length).equals(expected);
};

const formats: readonly Format[] = [
  {
    name: "PNG image",
    mime: "image/png",
    matches: starts("\x89PNG\r\n\x1a\n"),
    size: (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
  },
  { name: "JPEG image", mime: "image/jpeg", matches: starts("\xff\xd8\xff") },
  {
    name: "GIF image",
    mime: "image/gif",
    matches: (bytes) => starts("GIF87a")(bytes) || starts("GIF89a")(bytes),
    size: (bytes) => [bytes.readUInt16LE(6), bytes.readUInt16LE(8)],
  },
  {
    name: "WebP image",
    mime: "image/webp",
    matches: (bytes) => starts("RIFF")(bytes) && starts("WEBP", 8)(bytes),
  },
  { name: "PDF document", mime: "application/pdf", matches: starts("%PDF-") },
  { name: "SVG image", mime: "image/svg+xml", matches: isSvg },
];

/** Bytes that begin as an image or a PDF document do, as what they are. */
export function imageBundle(value: unknown): MimeBundle | undefined {
  const bytes = bytesOf(value);
  const format = bytes && formatOf(bytes);
  if (!format) return undefined;
  const text = { "text/plain": captionOf(format, bytes) };
  if (bytes.length > limits.bytes) {
    return { "text/plain": `${text["text/plain"]}, too large to show\n${textOf(value)}` };
  }
  const encoding = format.mime === "image/svg+xml" ? "utf8" : "base64";
  return { [format.mime]: bytes.toString(encoding), ...text };
}

/** The format of an image or document, by its first bytes. */
export function formatOf(bytes: Buffer): Format | undefined {
  return formats.find((format) => format.matches(bytes));
}

/** An `svg` element, perhaps after a byte order mark, an XML declaration, comments and a doctype. */
function isSvg(bytes: Buffer): boolean {
  const start = bytes
    .subarray(0, 4096)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:(?:<!--.*?-->|<!DOCTYPE[^>]*>)\s*)*<svg[\s/>]/is.test(start);
}

function captionOf(format: Format, bytes: Buffer): string {
  const size = sizeOf(format, bytes);
  const pixels = size ? `, ${size[0]} × ${size[1]}` : "";
  return `${format.name}${pixels}, ${countText(bytes.length)} bytes`;
}

function sizeOf(format: Format, bytes: Buffer): readonly [number, number] | undefined {
  try {
    return format.size?.(bytes);
  } catch {
    return undefined; // Cut off within the header.
  }
}
