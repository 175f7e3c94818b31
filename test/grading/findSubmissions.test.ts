import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findSubmissions } from "../../src/grading/read/findSubmissions.js";
import { folderOf } from "./support/folder.js";

const known = ["01-one-hot", "04-soft-iou"];

async function found(folder: string) {
  const search = await findSubmissions(folder, known);
  if (search.status !== "found") throw new Error(search.message);
  return {
    notebooks: search.submissions.map(({ student, file, named, refusal }) =>
      [student, file, named, refusal?.code].filter((part) => part !== undefined),
    ),
    ignored: search.ignored,
  };
}

test("the three layouts side by side, sorted by student", async () => {
  const folder = folderOf({
    "zoe.ipynb": "",
    "ana/04-soft-iou.ipynb": "",
    "ana/01-one-hot.ipynb": "",
    "bob/04-soft-iou/04-soft-iou.ipynb": "",
    "bob/04-soft-iou/timestamp.txt": "",
    "bob/04-soft-iou/.ipynb_checkpoints/04-soft-iou-checkpoint.ipynb": "",
    "roster.csv": "",
  });
  expect(await found(folder)).toEqual({
    notebooks: [
      ["ana", "ana/01-one-hot.ipynb", "01-one-hot"],
      ["ana", "ana/04-soft-iou.ipynb", "04-soft-iou"],
      ["bob", "bob/04-soft-iou/04-soft-iou.ipynb", "04-soft-iou"],
      ["zoe", "zoe.ipynb"],
    ],
    ignored: ["bob/04-soft-iou/timestamp.txt", "roster.csv"],
  });
});

test("nbgrader's course folder stands for its submitted/", async () => {
  const folder = folderOf({
    "source/04-soft-iou/04-soft-iou.ipynb": "",
    "submitted/ana/04-soft-iou/04-soft-iou.ipynb": "",
  });
  expect((await found(folder)).notebooks).toEqual([
    ["ana", "ana/04-soft-iou/04-soft-iou.ipynb", "04-soft-iou"],
  ]);
});

test.each([
  ["04-soft-iou_Anna Kowalski.ipynb", "Anna Kowalski"],
  ["anna-04-soft-iou.ipynb", "anna"],
  ["anna_04-soft-iou (1).ipynb", "anna"],
  ["Anna.04-SOFT-IOU.IPYNB", "Anna"],
  ["04-soft-iou.ipynb", "04-soft-iou"],
])("%s is by %s", async (name, student) => {
  const { notebooks } = await found(folderOf({ [name]: "" }));
  expect(notebooks).toEqual([[student, name, "04-soft-iou"]]);
});

test("a number before the name makes it another name", async () => {
  expect((await found(folderOf({ "104-soft-iou.ipynb": "" }))).notebooks).toEqual([
    ["104-soft-iou", "104-soft-iou.ipynb"],
  ]);
});

test("a student's folder without a notebook, or behind a link, is on record", async () => {
  const folder = folderOf({ "ana.ipynb": "", "bob/thesis.pdf": "" });
  mkdirSync(join(folder, "eva"));
  symlinkSync(folder, join(folder, "mal"));
  expect((await found(folder)).notebooks).toEqual([
    ["ana", "ana.ipynb"],
    ["bob", "bob", "noNotebook"],
    ["eva", "eva", "noNotebook"],
    ["mal", "mal", "symlink"],
  ]);
});

test("one notebook is a batch of one", async () => {
  const folder = folderOf({ "ana.ipynb": "", "bob.ipynb": "" });
  expect((await found(join(folder, "ana.ipynb"))).notebooks).toEqual([["ana", "ana.ipynb"]]);
});

test("the folder of results within the submissions is passed over", async () => {
  const folder = folderOf({ "ana.ipynb": "", "grades/results.json": "" });
  const search = await findSubmissions(folder, known, join(folder, "grades"));
  expect(search.status === "found" && search.submissions.map(({ student }) => student)).toEqual([
    "ana",
  ]);
});

test("no folder, no notebook, no notebook's file: one line each", async () => {
  const folder = folderOf({ "notes.txt": "", "bob/thesis.pdf": "" });
  expect(await findSubmissions(join(folder, "nothing"), known)).toEqual({
    status: "failed",
    message: `Cannot grade ${folder}/nothing: no such folder; name the folder of submissions`,
  });
  expect(await findSubmissions(join(folder, "notes.txt"), known)).toEqual({
    status: "failed",
    message: `Cannot grade ${folder}/notes.txt: it is no folder and no .ipynb file`,
  });
  expect(await findSubmissions(folder, known)).toEqual({
    status: "failed",
    message: `Cannot grade ${folder}: there is no .ipynb file in it; expected <student>.ipynb, <student>/<assignment>.ipynb or submitted/<student>/<assignment>/<assignment>.ipynb`,
  });
});
