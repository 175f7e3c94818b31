/** Pixels as bars with a small gap: heatmaps are not in Plotly's basic bundle, which offline pages carry. */
export function pixelBars(rows: readonly (readonly number[])[], written: boolean, span: number) {
  const pixels = rows.flatMap((values, row) =>
    values.map((value, column) => ({ row, column, value })),
  );
  return {
    type: "bar",
    x: pixels.map(({ column }) => column),
    y: pixels.map(() => 0.96),
    base: pixels.map(({ row }) => row - 0.48),
    width: 0.96,
    ...(written
      ? {
          text: pixels.map(({ value }) => shortText(value, span)),
          textposition: "inside",
          insidetextanchor: "middle",
          textangle: 0,
        }
      : { textposition: "none" }),
    hoverinfo: "text",
    hovertext: pixels.map(
      ({ row, column, value }) => `row ${row}, column ${column}: ${numberText(value)}`,
    ),
  };
}

/** At most three digits: float32 has no more to say in a picture than 0.9 for 0.8999999761581421. */
function numberText(value: number | null): string {
  return value === null ? "NaN" : String(Number(value.toPrecision(3)));
}

/** The value to a thousandth of what the colours span: a pixel has no room for 2.68e-33. */
function shortText(value: number | null, span: number): string {
  const decimals = Math.min(100, Math.max(0, 3 - Math.floor(Math.log10(span))));
  return value === null ? "NaN" : numberText(Number(value.toFixed(decimals)));
}
