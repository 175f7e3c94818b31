// A formula as the docstrings write it, in Unicode text, as LaTeX.
//
// Words without a space between them belong together (`2h`, `w_c`, `f(x + h e_i)`); a slash between
// two such groups is a fraction; parentheses around the whole of one of its sides go.

const greek = {
  α: "\\alpha",
  β: "\\beta",
  γ: "\\gamma",
  ε: "\\varepsilon",
  κ: "\\kappa",
  λ: "\\lambda",
  σ: "\\sigma",
  τ: "\\tau",
  Δ: "\\Delta",
};
const signs = {
  ...greek,
  "−": "-",
  "·": "\\cdot",
  "≈": "\\approx",
  "∂": "\\partial ",
  "…": "\\dots",
  "′": "'",
  "²": "^{2}",
  Σ: "\\sum",
  "∞": "\\infty",
};
const functions = ["log", "max", "min", "exp"];

/** The formula in LaTeX; throws an Error that says what it cannot read. */
export function latex(formula) {
  const tokens = formula.match(/\s+|\p{L}+|\d+(?:\.\d+)?|[^\s\p{L}\d]/gu) ?? [];
  try {
    const text = sequence(tokens, undefined);
    if (tokens.length === 0) return text;
    throw new Error(`"${tokens[0]}" has no partner`);
  } catch (cause) {
    throw new Error(`Cannot read a formula: ${cause.message} in: ${formula}`, { cause });
  }
}

/** Reads up to the closing sign, which it takes. */
function sequence(tokens, closing) {
  const groups = [];
  let adjacent = false;
  while (tokens.length > 0 && tokens[0] !== closing) {
    if (closing === undefined && [")", "]"].includes(tokens[0])) return fractions(groups);
    const token = tokens.shift();
    if (/^\s/.test(token)) {
      adjacent = false;
      continue;
    }
    const part = atom(token, tokens);
    const last = groups.at(-1);
    // Superscripts and subscripts belong to what they follow, and so does what stands close to it.
    if (adjacent && last && last.text !== "/" && token !== ",")
      groups[groups.length - 1] = {
        text: `${last.text}${glue(last.text, part.text)}`,
        bare: undefined,
      };
    else groups.push(part);
    adjacent = token !== "/" && token !== ",";
  }
  if (closing !== undefined && tokens.shift() !== closing)
    throw new Error(`"${closing}" is missing`);
  return fractions(groups);
}

/** LaTeX would read a command and the letter behind it as one word. */
const glue = (before, after) =>
  /\\[a-zA-Z]+$/.test(before) && /^[a-zA-Z]/.test(after) ? ` ${after}` : after;

function fractions(groups) {
  const parts = [];
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at];
    if (group.text !== "/") {
      parts.push(group);
      continue;
    }
    const above = parts.pop();
    const below = groups[++at];
    if (!isSide(above) || !isSide(below)) throw new Error("a fraction lacks one of its sides");
    parts.push({ text: `\\frac{${above.bare ?? above.text}}{${below.bare ?? below.text}}` });
  }
  return parts.map(({ text }) => text).join(" ");
}

const isSide = (group) => group !== undefined && !/^[-=+]$/.test(group.text);

function atom(token, tokens) {
  if (token === "(") return bracketed("\\left(", sequence(tokens, ")"), "\\right)", true);
  if (token === "[") return bracketed("[", sequence(tokens, "]"), "]", false);
  if (token === "|") return bracketed("\\left|", sequence(tokens, "|"), "\\right|", false);
  if (token === "^" || token === "_") {
    const next = tokens.shift() ?? "";
    return { text: `${token}{${next.length > 1 ? letters(next) : (signs[next] ?? next)}}` };
  }
  if (/^\p{L}/u.test(token)) return { text: letters(token) };
  // Beside a comma stand formulas or arguments: the room behind it does for both.
  if (token === ",") return { text: ",\\ " };
  return { text: signs[token] ?? token };
}

function bracketed(open, inner, close, removable) {
  return { text: `${open}${inner}${close}`, bare: removable ? inner : undefined };
}

/** Single letters are quantities, as are the letters behind a sign in capitals (Σpt); words are names. */
function letters(word) {
  if (functions.includes(word)) return `\\${word}`;
  if (/^[Σ∂Δ]/u.test(word)) return `${signs[word[0]]} ${letters(word.slice(1))}`.trimEnd();
  if (word === "") return "";
  if (word === "pt") return "p t";
  const symbols = [...word];
  if (symbols.length === 1 || symbols.some((symbol) => symbol in greek))
    return symbols.map((symbol) => signs[symbol] ?? symbol).join(" ");
  return ["where", "else"].includes(word) ? `\\text{ ${word} }` : `\\mathrm{${word}}`;
}
