/** What the type checker knows of the display functions that every cell has as globals. */
export const jupyterDeclaration = `declare namespace Jupyter {
  /** Contents of one thing by MIME type. */
  type MimeBundle = Readonly<Record<string, unknown>>;
  /** A value that shows itself by its method \`[Symbol.for("Jupyter.display")](): MimeBundle\`. */
  interface Displayable {
    toString(): string;
  }
  interface DisplayOptions {
    /** The value is a MIME bundle itself, to be sent as it is. */
    readonly raw?: boolean;
    /** A name under which this output can be renewed. */
    readonly display_id?: string;
    /** Renews the outputs of that name instead of making one. */
    readonly update?: boolean;
    /** The message's metadata, by MIME type. */
    readonly metadata?: Readonly<Record<string, unknown>>;
  }
}
/**
 * Shows a value below the cell, in its richest form.
 * @example
 * display({ "text/markdown": "**bold**", "text/plain": "bold" }, { raw: true });
 */
declare function display(value: unknown, options?: Jupyter.DisplayOptions): Promise<void>;
/** HTML as the cell's result. Values in \`\${}\` go in as they are, not escaped. */
declare function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Jupyter.Displayable;
/** Markdown as the cell's result. Values in \`\${}\` go in as they are, not escaped. */
declare function md(strings: TemplateStringsArray, ...values: readonly unknown[]): Jupyter.Displayable;
/** SVG as the cell's result. Values in \`\${}\` go in as they are, not escaped. */
declare function svg(strings: TemplateStringsArray, ...values: readonly unknown[]): Jupyter.Displayable;
/** An image or PDF document as the cell's result, from its bytes or from the file at a path. */
declare function image(source: string | Uint8Array): Jupyter.Displayable;
/** Takes away what the cell has shown; with \`wait\` only when the next output comes. */
declare function clearOutput(wait?: boolean): void;
/** What Deno's kernel has as \`Deno.jupyter\`: the functions above, and those that few cells need. */
declare const jupyter: {
  readonly display: typeof display;
  readonly html: typeof html;
  readonly md: typeof md;
  readonly svg: typeof svg;
  readonly image: typeof image;
  readonly clearOutput: typeof clearOutput;
  /** How a value would be shown: its contents by MIME type. */
  format(value: unknown): Promise<Jupyter.MimeBundle>;
  /** Sends a message of any type to every front end. */
  broadcast(
    messageType: string,
    content: Readonly<Record<string, unknown>>,
    extra?: {
      readonly metadata?: Readonly<Record<string, unknown>>;
      readonly buffers?: readonly Uint8Array[];
    },
  ): Promise<void>;
  /** The symbol of the method by which a value shows itself. */
  readonly $display: symbol;
};
`;
