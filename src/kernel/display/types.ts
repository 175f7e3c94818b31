/** Representations of one value by MIME type; JSON types hold objects, binary types base64 text. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** What user code may send to the front end besides streams. */
export type DisplayMessage =
  | {
      readonly kind: "display_data" | "update_display_data";
      readonly data: MimeBundle;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly displayId?: string;
    }
  | { readonly kind: "clear_output"; readonly wait: boolean };

/** The way out, which the runtime gives to the display API. */
export type SendDisplay = (message: DisplayMessage) => void;

/** The method by which a value says how it wants to be shown, as in Deno's kernel. */
export const $display: unique symbol = Symbol.for("Jupyter.display");

/** A value that brings its own representations. */
export interface Displayable {
  [$display](): MimeBundle | Promise<MimeBundle>;
}

/** How values are turned into text. */
export interface TextOptions {
  /** Whether a line of a stack trace ("    at f (file:1:2)") is of no interest to the user. */
  readonly hideFrame?: (line: string) => boolean;
}
