/** How many of a row of things are shown: all up to `all`, else the first and the last ones. */
export interface Edges {
  readonly all: number;
  readonly head: number;
  readonly tail: number;
}

/** What is shown of a large value, so that neither the front end nor the notebook file suffers. */
export const limits = {
  /** Characters of a text/plain representation. */
  text: 100_000,
  /** Up to this length a text may go deeper than `shallow` levels. */
  readable: 4_000,
  depth: { shallow: 2, deep: 5 },
  /** Characters of a value in a cell of a table. */
  cell: 100,
  /** Own properties of an object, which util.inspect itself does not cap. */
  properties: 1_000,
  /** Characters of HTML taken from a DOM node. */
  html: 5_000_000,
  /** Bytes of an image or document. */
  bytes: 64 * 1024 * 1024,
  /** Elements of a tensor that are read as a whole; of a larger one only a corner is. */
  tensor: 1_000_000,
  /** Elements of a typed array that are summed up. */
  summary: 10_000_000,
  matrices: { all: 4, head: 3, tail: 1 },
  axis: { all: 16, head: 8, tail: 4 },
  vector: { all: 16, head: 8, tail: 4 },
  records: { all: 60, head: 10, tail: 10 },
  fields: { all: 20, head: 10, tail: 10 },
  entries: { all: 60, head: 50, tail: 0 },
} as const satisfies Record<string, number | Edges | { shallow: number; deep: number }>;
