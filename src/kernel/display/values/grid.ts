import { escapeHtml } from "../escape.js";

/** A table of texts: row labels, column titles, and cells. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
  /** Columns of words rather than numbers, which read better from the left. */
  readonly left?: readonly boolean[];
  /** What the table is of; `below` where a size is said rather than a name. */
  readonly caption?: { readonly text: string; readonly side: "above" | "below" };
}

/**
 * A grid as an HTML table that front ends style as they style a data frame, in light and dark.
 *
 * Every text is escaped. Colours are left to the front end.
 */
export function gridHtml({ columns, rows, left = [], caption }: Grid): string {
  const titled = columns.some((title) => title !== "");
  const labelled = rows.some(({ label }) => label !== "");
  const side = (column: number) => (left[column] ? ' style="text-align:left"' : "");
  // An empty heading would be read out as one.
  const corner = labelled ? "<td></td>" : "";
  const titles = columns.map(
    (title, column) => `<th scope="col"${side(column)}>${escapeHtml(title)}</th>`,
  );
  const head = titled ? `<thead><tr>${corner}${titles.join("")}</tr></thead>` : "";
  const body = rows.map(({ label, cells }) => {
    const first = labelled ? `<th scope="row">${escapeHtml(label)}</th>` : "";
    const rest = cells.map((cell, column) => `<td${side(column)}>${escapeHtml(cell)}</td>`);
    return `<tr>${first}${rest.join("")}</tr>`;
  });
  return `<table class="dataframe">${captionHtml(caption)}${head}<tbody>${body.join("")}</tbody></table>`;
}

function captionHtml(caption: Grid["caption"]): string {
  if (caption === undefined || caption.text === "") return "";
  const side = caption.side === "below" ? "bottom" : "top";
  const style = `caption-side:${side};text-align:left;white-space:nowrap`;
  return `<caption style="${style}">${escapeHtml(caption.text)}</caption>`;
}

/** The cells of a grid as text, aligned to the right; labels and titles are left out. */
export function gridText({ rows }: Grid): string {
  const widths = new Map<number, number>();
  for (const { cells } of rows) {
    cells.forEach((cell, column) => {
      widths.set(column, Math.max(widths.get(column) ?? 0, cell.length));
    });
  }
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padStart(widths.get(column) ?? 0)).join("  ");
  return rows.map(({ cells }) => line(cells)).join("\n");
}

/** A remark above or below a table. */
export function noteHtml(note: string): string {
  return `<div>${escapeHtml(note)}</div>`;
}
