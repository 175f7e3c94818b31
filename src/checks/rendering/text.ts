import type { Block, Feedback, Table } from "./block.js";

/** Feedback as plain text, for consoles and for whoever reads text/plain. */
export function feedbackText({ sign, headline, blocks }: Feedback): string {
  return [`${sign} ${headline}`, ...blocks.map(blockText)].join("\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.label === undefined ? block.text : `${block.label}: ${block.text}`;
    case "code":
      return indent(block.text);
    case "table":
      return indent(tableText(block.table));
  }
}

function tableText({ head, rows, note }: Table): string {
  const lines = [head, ...rows.map(({ cells, marked }) => [...cells, marked ? "✗" : ""])];
  const columns = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...text, ...(note === undefined ? [] : [note])].join("\n");
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
