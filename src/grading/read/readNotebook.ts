import { basename } from "node:path";
import { type Notebook, parseNotebook } from "../../notebook/index.js";
import { readRegularFile } from "./readRegularFile.js";
import { oneLine, type Refusal } from "./refusal.js";
import { withoutRepeatedIds } from "./repeatedIds.js";

/** A notebook that a person wrote is smaller; figures of a whole lesson come to some 2 MB. */
export const notebookByteLimit = 10 * 1024 * 1024;

export type NotebookRead =
  | {
      readonly status: "read";
      readonly notebook: Notebook;
      /** What the instructor should know of the file. */
      readonly notes: readonly string[];
    }
  | { readonly status: "refused"; readonly refusal: Refusal };

/** Reads one handed-in notebook; whatever the file is, the outcome is data. */
export async function readNotebook(
  path: string,
  byteLimit: number = notebookByteLimit,
): Promise<NotebookRead> {
  const refuse = (code: Refusal["code"], state: string): NotebookRead => ({
    status: "refused",
    refusal: { code, message: `Cannot grade ${oneLine(basename(path), 80)}: ${state}` },
  });

  const file = await readRegularFile(path, byteLimit);
  if (file.status === "refused") return refuse(file.code, file.state);

  let text: string;
  try {
    // The decoder takes a byte order mark away, which some editors put in front.
    text = new TextDecoder("utf-8", { fatal: true }).decode(file.content);
  } catch {
    return refuse(
      "notText",
      "it is not UTF-8 text; hand in the .ipynb file as JupyterLab saves it",
    );
  }

  const parsed = parseNotebook(text);
  if (parsed.status === "ok") return { status: "read", notebook: parsed.notebook, notes: [] };
  switch (parsed.code) {
    case "emptyFile":
      return refuse("empty", "the file is empty; save the notebook and hand it in again");
    case "notJson":
      return refuse(
        "notJson",
        "it is no JSON; hand in the .ipynb file itself, not an export of it",
      );
    case "tooLarge":
      return refuse("tooLarge", "it is too long; clear its outputs and hand it in again");
    case "notNotebook":
    case "unsupportedVersion":
      return refuse("notANotebook", oneLine(parsed.message, 300));
    case "duplicateCellId":
      return readRepeated(text, () => refuse("notANotebook", oneLine(parsed.message, 300)));
  }
}

/** A copied cell must not cost a learner the whole notebook. */
function readRepeated(text: string, refuse: () => NotebookRead): NotebookRead {
  const { json, repeated } = withoutRepeatedIds(JSON.parse(text.replace(/^\uFEFF/u, "")));
  const parsed = parseNotebook(JSON.stringify(json));
  if (parsed.status !== "ok") return refuse();
  const notes = repeated.map((id) => `More than one cell has the id "${id}": the first counts.`);
  return { status: "read", notebook: parsed.notebook, notes };
}
