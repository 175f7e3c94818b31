import type { MimeBundle } from "../types.js";

/** The version strings of tslab and what it stands on. */
export interface Versions {
  tslab: string;
  typescript: string;
  node: string;
}

/** tslab's functions to show rich contents; each sends one message. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  /** One content of any MIME type: text, bytes, or an object for the JSON types. */
  raw(contentType: string, b: string | Uint8Array | object): void;
  /** Several representations of one thing in one message; the front end takes the richest. */
  raw(bundle: MimeBundle): void;
}

/** What `import * as tslab from "tslab"` gives. */
export interface Tslab {
  versions: Versions;
  display: Display;
  newDisplay(): Display;
}
