import { asWritten } from "./endings.js";

/** Names of the modules that cells are to the compiler, and of what they show to each other. */
const cellModule = /import\("[^"]*\.softgrad-cell-\d+\.m?tsx?"\)\./g;
const inner = /\b(?:__softgrad_(?:\d+|end|written)_)+/g;

/** A message of the compiler in the words of the cells. */
export const readable = (text: string): string =>
  asWritten(text).replaceAll(cellModule, "").replaceAll(inner, "");

const anyModule = /import\("[^"]*"\)\./g;

/** A type without the modules that its parts come from. */
export const shortType = (text: string): string => readable(text).replaceAll(anyModule, "");
