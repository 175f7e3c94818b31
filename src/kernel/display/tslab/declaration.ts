/** What the type checker knows of `import * as tslab from "tslab"`, whether tslab is installed or not. */
export const tslabDeclaration = `declare module "tslab" {
  interface Versions {
    tslab: string;
    typescript: string;
    node: string;
  }
  /** The version strings of tslab and what it stands on. */
  export const versions: Versions;
  export interface Display {
    /** Runs JavaScript in the browser, where the front end allows it. */
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
    raw(bundle: Readonly<Record<string, unknown>>): void;
  }
  /** A display whose contents take the place of one another: one output, renewed by each call. */
  export function newDisplay(): Display;
  /** Shows rich contents below the cell. */
  export const display: Display;
}
`;
