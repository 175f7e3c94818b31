import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Cell, cellRole, release, serializeNotebook } from "../../src/notebook/index.js";
import {
  checkout,
  exerciseRange,
  exercisesOf,
  lessons,
  masterOf,
  welcome,
} from "./support/lessons.js";

const dots = /^### Exercise \d (●{1,3}) (.+)$/gm;

describe.each(lessons)("%s", (lesson) => {
  const { cells } = masterOf(lesson);
  const text = cells.filter(isMarkdown).map(sourceOf).join("\n");
  const opening = sourceOf(cells[0]);
  const closing = cells.filter(isMarkdown).map(sourceOf).at(-1) ?? "";

  test("opens with title, question, objectives, time and prerequisites", () => {
    expect(opening).toMatch(/^# \d+ · \S/);
    expect(opening).toContain("**The question.**");
    expect(opening).toContain("After it you can");
    expect(opening.match(/^\d\. .+[;.]$/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(opening).toContain("**You need**");
    const [, from, to] = /\*\*Time\*\* (\d+) to (\d+) minutes/.exec(opening) ?? [];
    expect(Number(from)).toBeGreaterThanOrEqual(lesson === welcome ? 5 : 25);
    expect(Number(to)).toBeLessThanOrEqual(lesson === welcome ? 15 : 45);
  });

  test("asks before it runs: every prediction stands right above its code and is explained", () => {
    const asked = cells.filter((cell) => isMarkdown(cell) && predicts(cell));
    expect(asked.length).toBeGreaterThanOrEqual(lesson === welcome ? 1 : 4);
    for (const cell of asked) {
      const at = cells.indexOf(cell);
      expect([cell.id, cells[at + 1]?.cell_type]).toEqual([cell.id, "code"]);
      const explained = sourceOf(cells[at + 2]);
      expect([cell.id, explained.split("\n")[0]]).toEqual([
        cell.id,
        "<details><summary>What happened</summary>",
      ]);
    }
  });

  test("folds are closed, and Markdown in them has its blank lines", () => {
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(text).not.toMatch(/<\/summary>\n\S/);
    expect(text).not.toMatch(/\S\n<\/details>/);
    // A paragraph below a fold stands close to it, as if it belonged to it, unless a cell of its own sets it off.
    expect(text).not.toMatch(/<\/details>\n\n[^#<]/);
  });

  test("every figure says in words what it shows", () => {
    const code = cells.filter((cell) => !isMarkdown(cell)).map(sourceOf);
    const figures =
      code.join("\n").match(/\b(?:figure|curveFigure|landscapeFigure|maskFigure)\(/g)?.length ?? 0;
    expect(figures).toBeGreaterThanOrEqual(lesson === welcome ? 1 : 2);
    expect(code.join("\n").match(/\bdescription\b[:,} ]/g)?.length).toBeGreaterThanOrEqual(figures);
  });

  test("has exercises enough, with dots, titled as they are declared, one of them a puzzle", () => {
    const declared = exercisesOf(lesson);
    const [least, most] = exerciseRange(lesson);
    expect(declared.length).toBeGreaterThanOrEqual(least);
    expect(declared.length).toBeLessThanOrEqual(most);
    const titles = [...text.matchAll(dots)].map(([, , title]) => title?.replaceAll("`", ""));
    expect(titles.toSorted()).toEqual(declared.map(({ title }) => title).toSorted());
    expect(titles.filter((title) => title?.startsWith("Puzzle: "))).toHaveLength(
      lesson === welcome ? 0 : 1,
    );
  });

  test("counts its exercises by their dots", () => {
    const counted = ["●", "●●", "●●●"].flatMap((level) => {
      const found = [...text.matchAll(dots)].filter(([, shown]) => shown === level);
      return found.length > 0 ? [`${level} ${found.length}`] : [];
    });
    expect(`${opening}\n`).toContain(`**Exercises** ${counted.join(", ")}\n`);
  });

  test("each answer cell has a docstring, full types and its check right below", () => {
    for (const { id, answer } of exercisesOf(lesson)) {
      const at = cells.findIndex((cell) => cellRole(cell)?.role === "answer" && cell.id === id);
      const source = sourceOf(cells[at]);
      const [before = ""] = source.split("// BEGIN SOLUTION");
      expect(before).toMatch(/\/\*\*\n[\s\S]*@returns[\s\S]*\*\//);
      expect(before).toMatch(new RegExp(`function ${answer.name}\\([^)]*: [^)]*\\): \\S+ \\{`));
      expect(sourceOf(cells[at + 1])).toBe(`await check("${id}", ${answer.name});`);
    }
  });

  test("no cell outside the checks needs a learner's answer", () => {
    const names = exercisesOf(lesson).map(({ answer }) => answer.name);
    const others = cells.filter((cell) => !isMarkdown(cell) && cellRole(cell) === null);
    expect(others.length).toBeGreaterThan(0);
    for (const name of names) {
      expect(others.filter((cell) => new RegExp(`\\b${name}\\b`).test(sourceOf(cell)))).toEqual([]);
    }
  });

  test("ends with a recap, sources and the progress", () => {
    expect(closing).toMatch(/^## Recap$/m);
    const next = lessons[lessons.indexOf(lesson) + 1];
    // The course ends with the capstone; a lesson that somebody adds follows on no other.
    if (next !== undefined && lesson !== "09-capstone") expect(closing).toContain(`${next}.ipynb`);
    expect(sourceOf(cells.at(-1))).toBe(`progress("${lesson}");`);
    if (lesson === welcome) return;
    const sources = closing.split(/^## Sources$/m)[1] ?? "";
    expect(sources).toContain("Retaining grad_fn for one-hot encoded tensors");
    expect(sources.match(/^- /gm)?.length).toBeGreaterThanOrEqual(4);
  });

  test("the notebook in the tree is what the source gives", () => {
    const built = readFileSync(`${checkout}/notebooks/${lesson}.ipynb`, "utf8");
    expect(built).toBe(serializeNotebook(release(masterOf(lesson))));
  });

  test("the notebook in the tree holds no solution", () => {
    const built = readFileSync(`${checkout}/notebooks/${lesson}.ipynb`, "utf8");
    expect(built).not.toContain("SOLUTION");
    for (const { id } of exercisesOf(lesson)) {
      expect(built).toContain(`throw new NotAttempted(\\"${id}\\");`);
    }
  });
});

function isMarkdown(cell: Cell): boolean {
  return cell.cell_type === "markdown";
}

function sourceOf(cell: Cell | undefined): string {
  return cell?.source ?? "";
}

/** Whether the cell's last words are a prediction. */
function predicts(cell: Cell): boolean {
  return sourceOf(cell).includes("**Predict.**");
}
