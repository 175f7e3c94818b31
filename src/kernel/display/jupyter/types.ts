import type { $display, Displayable, MimeBundle } from "../types.js";

export interface DisplayOptions {
  /** The value is a MIME bundle itself, to be sent as it is. */
  readonly raw?: boolean;
  /** A name under which this output can be renewed. */
  readonly display_id?: string;
  /** Renews the outputs of that name instead of making one. */
  readonly update?: boolean;
  /** The message's metadata, by MIME type: sizes of images, for instance. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A template tag whose result shows as one MIME type. */
export type DisplayTag = (
  strings: TemplateStringsArray,
  ...values: readonly unknown[]
) => Displayable;

export interface BroadcastExtra {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly Uint8Array[];
}

/** Sends any message on IOPub. */
export type Broadcast = (
  msgType: string,
  content: Readonly<Record<string, unknown>>,
  extra?: BroadcastExtra,
) => void | Promise<void>;

/** The display conventions of Deno's kernel, and what IPython users miss in them. */
export interface Jupyter {
  display(value: unknown, options?: DisplayOptions): Promise<void>;
  html: DisplayTag;
  md: DisplayTag;
  svg: DisplayTag;
  image(source: string | Uint8Array): Displayable;
  format(value: unknown): Promise<MimeBundle>;
  broadcast(
    msgType: string,
    content: Readonly<Record<string, unknown>>,
    extra?: BroadcastExtra,
  ): Promise<void>;
  clearOutput(wait?: boolean): void;
  readonly $display: typeof $display;
}
