import type { PercentCell, PercentProblem } from "./types.js";

type Header = Omit<PercentCell, "source">;

const keys = new Set(["id", "exercise", "role"]);
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads `// %% [markdown] id="goal"`; `null` when it cannot be used, with the problem told. */
export function readHeader(text: string, line: number, problems: PercentProblem[]): Header | null {
  const report = (code: PercentProblem["code"], message: string): null => {
    problems.push({ code, line, message: `Line ${line}: ${message}` });
    return null;
  };
  const parts = /^\/\/ ?%%\s*(?:\[(code|markdown|md|raw)\])?\s*(.*)$/.exec(text);
  const rest = (parts?.[2] ?? "").trimEnd();
  const attributes = new Map<string, string>();
  let unread = rest;
  while (unread !== "") {
    const attribute = /^([A-Za-z_][\w-]*)="([^"\\]*)"(?:\s+|$)/.exec(unread);
    if (attribute === null) {
      return report("badHeader", `cannot read "${unread}" in the cell header. Write key="value".`);
    }
    const [whole, key = "", value = ""] = attribute;
    if (!keys.has(key)) {
      return report("unknownKey", `unknown key "${key}". A cell knows id, exercise and role.`);
    }
    if (!idPattern.test(value)) {
      return report(
        "badValue",
        `${key}="${value}" is not usable. Use 1 to 64 letters, digits, "-" or "_".`,
      );
    }
    attributes.set(key, value);
    unread = unread.slice(whole.length);
  }
  const id = attributes.get("id");
  if (id === undefined) return report("missingId", 'the cell has no id. Add id="…".');
  return withRole(id, cellType(parts?.[1]), attributes, report);
}

function cellType(kind: string | undefined): PercentCell["type"] {
  if (kind === "markdown" || kind === "md") return "markdown";
  return kind === "raw" ? "raw" : "code";
}

function withRole(
  id: string,
  type: PercentCell["type"],
  attributes: ReadonlyMap<string, string>,
  report: (code: PercentProblem["code"], message: string) => null,
): Header | null {
  const exercise = attributes.get("exercise");
  const role = attributes.get("role");
  if (exercise === undefined && role === undefined) return { type, id };
  if (exercise === undefined || role === undefined) {
    const missing = exercise === undefined ? "exercise" : "role";
    return report("roleWithoutExercise", `exercise and role go together. Add ${missing}="…".`);
  }
  if (role !== "answer" && role !== "check") {
    return report("badRole", `unknown role "${role}". Use role="answer" or role="check".`);
  }
  const wanted = role === "answer" ? exercise : `${exercise}-check`;
  if (id !== wanted) {
    return report(
      "badRole",
      `the ${role} cell of "${exercise}" is called "${id}". Set id="${wanted}".`,
    );
  }
  if (type !== "code")
    return report("badRole", `the ${role} cell is no code cell. Remove [${type}].`);
  return { type, id, exercise, role };
}
