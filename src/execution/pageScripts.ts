import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The script files that a page needs to draw figures and set formulas without a network. */
const files = [
  "plotly.js-basic-dist-min",
  "katex/dist/katex.min.js",
  "katex/dist/contrib/auto-render.min.js",
];

/**
 * KaTeX writes MathML, which browsers lay out themselves: no style sheet and no fonts have to come
 * along. nbconvert leaves formulas in the text between the delimiters of the source.
 */
const setFormulas = `document.addEventListener("DOMContentLoaded", () => {
  for (const cell of document.querySelectorAll(".jp-RenderedMarkdown, .jp-RenderedLatex")) {
    renderMathInElement(cell, {
      output: "mathml",
      throwOnError: false,
      delimiters: [
        { left: "$$", right: "$$", display: true },
        { left: "\\\\[", right: "\\\\]", display: true },
        { left: "$", right: "$", display: false },
        { left: "\\\\(", right: "\\\\)", display: false },
      ],
    });
  }
});`;

/** The scripts as HTML elements for the head of a page. */
export async function pageScripts(): Promise<string> {
  const libraries = await Promise.all(files.map((file) => readFile(require.resolve(file), "utf8")));
  return [...libraries, setFormulas]
    .map((script) => `<script>${script.replaceAll("</script", "<\\/script")}</script>`)
    .join("\n");
}
