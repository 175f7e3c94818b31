import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tableOf, withTable } from "../../scripts/capstone/table.mjs";
import { root } from "../../scripts/root.mjs";

const read = (file) => readFileSync(`${root}/${file}`, "utf8");
const results = JSON.parse(read("scripts/capstone/results.json"));

describe("the capstone's table", () => {
  test("the one in the lesson is what the kept results give", () => {
    const lesson = read("notebooks/09-capstone.ts");
    expect(withTable(lesson, tableOf(results))).toBe(lesson);
  });

  test("has every labelling of both tasks on both kinds of images, over eight seeds", () => {
    const names = results.rows.map(({ task, kind, labels }) => `${task} ${kind} ${labels}`);
    expect(new Set(names).size).toBe(16);
    for (const { scores } of results.rows) expect(scores).toHaveLength(results.seeds.length);
    expect(results.seeds).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("gives mean and sample deviation, and no Dice for digits", () => {
    const scores = [0.25, 0.75].map((x) => ({ accuracy: x, dice: x, brier: x, ece: x }));
    const row = { task: "digits", kind: "clear", labels: "soft", scores };
    expect(
      tableOf({ seeds: [1, 2], steps: 3, rows: [row] })
        .split("\n")
        .slice(2),
    ).toEqual([
      "| clear digits | soft: the votes | 50.0 ± 35.4 | – | 0.500 ± 0.354 | 0.500 ± 0.354 |",
      "",
      "Mean ± standard deviation over the seeds 1, 2; 3 steps of training.",
    ]);
  });

  test("says which marks a lesson lacks", () => {
    expect(() => withTable("// no marks\n", "| table |")).toThrow(
      "Cannot write the table: the lesson lacks <!-- results --> and <!-- end of results -->",
    );
  });
});
