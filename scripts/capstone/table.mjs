const names = {
  hard: "hard: one annotator",
  soft: "soft: the votes",
  softened: "softened: 20 % over all classes",
  hardened: "hardened: the winner",
};

/** A result as "mean ± sample standard deviation" over the seeds. */
function cell(values, { percent = false } = {}) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return percent
    ? `${(100 * mean).toFixed(1)} ± ${(100 * deviation).toFixed(1)}`
    : `${mean.toFixed(3)} ± ${deviation.toFixed(3)}`;
}

/** The Markdown table of a run: one line for each task, kind of image and labelling. */
export function tableOf({ seeds, steps, rows }) {
  const lines = rows.map(({ task, kind, labels, scores }) => {
    const of = (name) => scores.map((score) => score[name]);
    return [
      `${kind} ${task}`,
      names[labels],
      cell(of("accuracy"), { percent: true }),
      task === "blobs" ? cell(of("dice")) : "–",
      cell(of("brier")),
      cell(of("ece")),
    ];
  });
  return [
    "| images | labels | accuracy % | Dice | Brier | ECE |",
    "|---|---|---|---|---|---|",
    ...lines.map((columns) => `| ${columns.join(" | ")} |`),
    "",
    `Mean ± standard deviation over the seeds ${seeds.join(", ")}; ${steps} steps of training.`,
  ].join("\n");
}

const [begin, end] = ["<!-- results -->", "<!-- end of results -->"];

/** The lesson's source with the table between its marks, as lines of a Markdown cell. */
export function withTable(source, table) {
  const [from, to] = [source.indexOf(`// ${begin}`), source.indexOf(`// ${end}`)];
  if (from < 0 || to < from) {
    throw new Error(`Cannot write the table: the lesson lacks ${begin} and ${end}`);
  }
  const lines = ["", ...table.split("\n"), ""].map((line) => `// ${line}`.trimEnd());
  return `${source.slice(0, from)}// ${begin}\n${lines.join("\n")}\n${source.slice(to)}`;
}
