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
