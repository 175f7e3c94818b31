import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { latex } from "../../scripts/docs/latex.mjs";
import { page } from "../../scripts/docs/page.mjs";
import * as softgrad from "../../src/lib/index.js";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const made = page(path("../../src/lib/index.ts"), path("../../docs"));
const written = readFileSync(path("../../docs/api.md"), "utf8");

/** The text between a function's heading and the next. */
const section = (name) => made.split(`\n### ${name}\n`)[1]?.split(/\n##/)[0] ?? "";

describe("docs/api.md", () => {
  it("says what the docstrings say (else: npm run docs)", () => {
    expect(written).toBe(made);
  });

  const functions = Object.entries(softgrad).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );

  it.each(functions)("describes %s: signature, example and code", (name) => {
    expect(section(name)).toContain(`\n${name}`);
    expect(section(name)).toContain('from "softgrad";');
    expect(section(name)).toMatch(/Code: \[src\/lib\/.*\.ts\]/);
  });

  it.each(functions.filter((name) => /Loss$|CrossEntropy$/.test(name)))(
    "shows the formula, errors and source of %s",
    (name) => {
      expect(section(name)).toMatch(/\$\$.*\$\$/);
      expect(section(name)).toContain("throws `TypeError`");
      expect(section(name)).toMatch(/From .*\d{4}/);
    },
  );

  it("gives the options with their defaults, inherited ones too, and what Omit leaves", () => {
    expect(section("softDiceLoss")).toContain(
      '| `activation` | `Activation` | "none" | What makes logits probabilities. The prediction is probabilities already. |',
    );
    expect(section("softDiceLoss")).toContain("| `smooth` | `Smooth` | 1e-5 | Smoothing s, added");
    expect(section("softDiceLoss")).toContain("| `squared` |");
    expect(section("tverskyLoss")).not.toContain("| `squared` |");
    expect(section("tverskyLoss")).toContain(
      "| `falsePositiveWeight` | `number` | 0.5 | α, the weight of false positives, 0 or more. |",
    );
  });

  it("says what each reduction returns", () => {
    expect(section("softDiceLoss")).toContain('- `reduction` "none": `[batch, classes]`');
    expect(section("softDiceLoss")).toContain('- `reduction` "mean", "sum": a scalar');
  });

  it("links only to headings that it has", () => {
    const seen = new Map();
    const anchors = [...made.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => {
      const anchor = heading.toLowerCase().replaceAll(" ", "-");
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before > 0 ? `${anchor}-${before}` : anchor;
    });
    const links = [...made.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
  });

  it.each([...made.matchAll(/\$\$(.*?)\$\$/g)].map(([, formula]) => formula))(
    "renders %s",
    (formula) => {
      expect(katex.renderToString(formula, { throwOnError: true, strict: "error" })).toContain(
        "katex",
      );
    },
  );
});

describe("latex", () => {
  it.each([
    [
      "L = 1 − (2 Σpt + s) / (Σp + Σt + s)",
      "L = 1 - \\frac{2 \\sum p t + s}{\\sum p + \\sum t + s}",
    ],
    ["w_c = 1 / T_c²", "w_{c} = \\frac{1}{T_{c}^{2}}"],
    [
      "L = −α_t (1 − p_t)^γ log p_t",
      "L = -\\alpha_{t} \\left(1 - p_{t}\\right)^{\\gamma} \\log p_{t}",
    ],
    ["(f(x) − f(y)) / 2h", "\\frac{f\\left(x\\right) - f\\left(y\\right)}{2h}"],
    ["n_b / n · |a_b − c_b|", "\\frac{n_{b}}{n} \\cdot \\left|a_{b} - c_{b}\\right|"],
  ])("reads %s", (formula, expected) => {
    expect(latex(formula)).toBe(expected);
  });

  it.each([
    ["L = (1 − p", 'Cannot read a formula: ")" is missing in: L = (1 − p'],
    ["L = 1 − p)", 'Cannot read a formula: ")" has no partner in: L = 1 − p)'],
    ["L = / p", "Cannot read a formula: a fraction lacks one of its sides in: L = / p"],
  ])("refuses %s", (formula, text) => {
    expect(() => latex(formula)).toThrow(text);
  });
});
