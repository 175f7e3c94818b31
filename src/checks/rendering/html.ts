import { escapeHtml } from "../../lib/text/escapeHtml.js";
import type { Block, Feedback, Row, Table } from "./block.js";

/** JupyterLab's variables follow its theme; a page without them gets the values after the commas. */
const fonts = {
  text: "var(--jp-content-font-family, system-ui, sans-serif)",
  code: "var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace)",
};
const ink = "var(--jp-content-font-color1, #1f1f1f)";
const faint = "var(--jp-content-font-color2, #565656)";
const paper = "var(--jp-layout-color1, #ffffff)";
const shade = "var(--jp-layout-color2, #f3f3f3)";
const line = "var(--jp-border-color2, #d0d0d0)";

/** Feedback as HTML with inline styles and no scripts, for JupyterLab's themes and plain pages. */
export function feedbackHtml({ sign, headline, color, blocks }: Feedback): string {
  const box = `border-left:4px solid ${color};background:${paper};color:${ink};padding:6px 12px;margin:4px 0;font-family:${fonts.text};line-height:1.5`;
  const badge = `display:inline-block;min-width:1.4em;color:${color};font-weight:700`;
  const title = `<div style="font-weight:600"><span style="${badge}" aria-hidden="true">${escapeHtml(sign)}</span>${escapeHtml(headline)}</div>`;
  return `<div style="${box}">${title}${blocks.map(blockHtml).join("")}</div>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "paragraph": {
      const label =
        block.label === undefined
          ? ""
          : `<span style="color:${faint}">${escapeHtml(block.label)}: </span>`;
      return `<div style="margin:4px 0">${label}${withCode(block.text)}</div>`;
    }
    case "code":
      return `<pre style="margin:4px 0;padding:4px 8px;background:${shade};color:${ink};font-family:${fonts.code};font-size:0.92em;white-space:pre-wrap;overflow-wrap:anywhere">${escapeHtml(block.text)}</pre>`;
    case "table":
      return tableHtml(block.table);
  }
}

/** Text between backticks is code, as in Markdown; all else is escaped as it stands. */
function withCode(text: string): string {
  return escapeHtml(text).replaceAll(
    /`([^`]+)`/g,
    `<code style="font-family:${fonts.code};background:${shade};color:${ink};padding:0 3px">$1</code>`,
  );
}

function tableHtml({ head, rows, note }: Table): string {
  const cell = `padding:2px 10px;border:1px solid ${line};text-align:left;color:${ink}`;
  const heads = head.map((text) => `<th style="${cell};font-weight:600">${escapeHtml(text)}</th>`);
  const below =
    note === undefined ? "" : `<div style="color:${faint};margin:2px 0">${escapeHtml(note)}</div>`;
  return `<table style="border-collapse:collapse;margin:6px 0;font-family:${fonts.code};font-size:0.92em"><thead><tr style="background:${shade}">${heads.join("")}</tr></thead><tbody>${rows.map((row) => rowHtml(row, cell)).join("")}</tbody></table>${below}`;
}

function rowHtml({ cells, marked }: Row, style: string): string {
  const tds = cells.map((text, column) => {
    const last = marked === true && column === cells.length - 1;
    const shown = last ? `${escapeHtml(text)} ✗` : escapeHtml(text);
    return `<td style="${style}${last ? ";font-weight:700" : ""}">${shown}</td>`;
  });
  return `<tr style="background:${paper}">${tds.join("")}</tr>`;
}
