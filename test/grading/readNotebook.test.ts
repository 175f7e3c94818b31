import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readNotebook } from "../../src/grading/read/readNotebook.js";
import { serializeNotebook } from "../../src/notebook/index.js";
import { folderOf } from "./support/folder.js";
import { codeCell, lesson } from "./support/lesson.js";

async function refusal(content: string | Buffer): Promise<{ code: string; message: string }> {
  const read = await readNotebook(join(folderOf({ "ana.ipynb": content }), "ana.ipynb"));
  if (read.status !== "refused") throw new Error("It was read");
  return read.refusal;
}

test("a notebook is read as it was written", async () => {
  const { solved } = lesson();
  const folder = folderOf({ "ana.ipynb": serializeNotebook(solved) });
  const read = await readNotebook(join(folder, "ana.ipynb"));
  expect(read).toEqual({ status: "read", notebook: solved, notes: [] });
});

test("a byte order mark does no harm", async () => {
  const folder = folderOf({ "ana.ipynb": `\uFEFF${serializeNotebook(lesson().solved)}` });
  expect((await readNotebook(join(folder, "ana.ipynb"))).status).toBe("read");
});

test.each([
  ["", "empty", "the file is empty; save the notebook and hand it in again"],
  [" \n", "empty", "the file is empty; save the notebook and hand it in again"],
  ["<html>", "notJson", "it is no JSON; hand in the .ipynb file itself, not an export of it"],
  [
    Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
    "notText",
    "it is not UTF-8 text; hand in the .ipynb file as JupyterLab saves it",
  ],
])("%j is refused as %s", async (content, code, state) => {
  expect(await refusal(content)).toEqual({ code, message: `Cannot grade ana.ipynb: ${state}` });
});

test.each(["[]", "{}", "null", '{"nbformat":4}', '{"nbformat":3,"worksheets":[]}', "1e999"])(
  "%s is JSON but no notebook",
  async (content) => {
    const { code, message } = await refusal(content);
    expect(code).toBe("notANotebook");
    expect(message).toMatch(/^Cannot grade ana\.ipynb: .+\.$/u);
    expect(message).not.toContain("\n");
  },
);

test("JSON nested a million deep is refused, not a crash", async () => {
  const { code } = await refusal("[".repeat(1_000_000));
  expect(["notJson", "notANotebook"]).toContain(code);
  const deep = `${'{"metadata":'.repeat(5000)}{}${"}".repeat(5000)}`;
  const nested = `{"nbformat":4,"nbformat_minor":5,"metadata":${deep},"cells":[]}`;
  expect((await refusal(nested)).code).toBe("notANotebook");
});

test("50 MB are refused before they are read", async () => {
  const folder = folderOf({ "ana.ipynb": "{" });
  // A file with a hole: it takes no room on the disk, and reading it would take 50 MB.
  truncateSync(join(folder, "ana.ipynb"), 50 * 1024 * 1024);
  expect(await readNotebook(join(folder, "ana.ipynb"))).toEqual({
    status: "refused",
    refusal: {
      code: "tooLarge",
      message:
        "Cannot grade ana.ipynb: it has 50 MB, and at most 10 MB are read; clear its outputs and hand it in again",
    },
  });
});

test("a link is refused, wherever it leads", async () => {
  const folder = folderOf({ "eva.ipynb": serializeNotebook(lesson().solved) });
  symlinkSync("eva.ipynb", join(folder, "ana.ipynb"));
  symlinkSync("/etc/passwd", join(folder, "bob.ipynb"));
  for (const name of ["ana", "bob"]) {
    expect(await readNotebook(join(folder, `${name}.ipynb`))).toEqual({
      status: "refused",
      refusal: {
        code: "symlink",
        message: `Cannot grade ${name}.ipynb: it is a symbolic link, which could point at anything; put the notebook itself there`,
      },
    });
  }
});

test("a folder and a pipe under a notebook's name are refused without waiting", async () => {
  const folder = folderOf();
  mkdirSync(join(folder, "ana.ipynb"));
  execFileSync("mkfifo", [join(folder, "bob.ipynb")]);
  for (const name of ["ana.ipynb", "bob.ipynb"]) {
    const read = await readNotebook(join(folder, name));
    expect(read.status === "refused" && read.refusal.code).toBe("notAFile");
  }
});

test("a file that is gone is refused with the system's word for it", async () => {
  const read = await readNotebook(join(folderOf(), "ana.ipynb"));
  expect(read.status === "refused" && read.refusal.message).toBe(
    "Cannot grade ana.ipynb: the file cannot be opened (ENOENT); make it readable for the grader",
  );
});

test("of cells with one id the first keeps it, and a note says so", async () => {
  const { released } = lesson();
  const copy = codeCell("soft-iou", "function softIou() { return 2; }");
  const text = serializeNotebook({ ...released, cells: [...released.cells, copy] });
  const read = await readNotebook(join(folderOf({ "ana.ipynb": text }), "ana.ipynb"));
  if (read.status !== "read") throw new Error("It was refused");
  expect(read.notes).toEqual(['More than one cell has the id "soft-iou": the first counts.']);
  const ids = read.notebook.cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(read.notebook.cells.slice(0, -1)).toEqual(released.cells);
});
