/** What tells curves apart beside their colours: the dash of a line, and the symbol of a marker. */
export const dashOf = (index: number): string => pick(dashes, index);
export const symbolOf = (index: number): string => pick(symbols, index);

const dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
const symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x"];

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? "";
}
