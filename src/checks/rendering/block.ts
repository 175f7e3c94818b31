/** What feedback is made of, before it becomes text or HTML. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string; readonly label?: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "table"; readonly table: Table };

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly Row[];
  /** Below the table: what was left out of it. */
  readonly note?: string;
}

export interface Row {
  readonly cells: readonly string[];
  /** Set apart, by a mark that does not need colour. */
  readonly marked?: boolean;
}

/** One piece of feedback: a headline in a state's colour, then blocks. */
export interface Feedback {
  readonly sign: string;
  readonly headline: string;
  readonly color: string;
  readonly blocks: readonly Block[];
}
