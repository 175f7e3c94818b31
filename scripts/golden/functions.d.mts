/** The oracle's names, each with how to call the library for it. */
export type GoldenTable = Readonly<Record<string, unknown>>;

export function functions(softgrad: typeof import("../../src/lib/index.js")): GoldenTable;
