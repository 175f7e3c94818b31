import fc from "fast-check";
import { expect, test } from "vitest";
import {
  notebookFromPercent,
  parseNotebook,
  release,
  serializeNotebook,
} from "../../src/notebook/index.js";
import { lesson, lessonPoints } from "./lesson.js";

const built = notebookFromPercent(lesson, { lesson: "09-sums", points: lessonPoints });
if (built.status === "failed") throw new Error(JSON.stringify(built.problems));
const whole = JSON.parse(serializeNotebook(release(built.notebook)));

/** Every place in a JSON value, as a path. */
function places(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, member]) =>
    places(member).map((path) => [key, ...path]),
  );
  return [[], ...inner];
}

function withChange(value: unknown, path: readonly string[], change: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withChange(copy[key], rest, change);
  return copy;
}

/** Whatever the file is, the outcome is data, told in one line, and what was read can be written. */
function readsSafely(text: string): void {
  const parsed = parseNotebook(text);
  if (parsed.status === "failed") {
    expect(parsed.message).toMatch(/^[^\n]{10,400}\.$/);
    return;
  }
  const again = parseNotebook(serializeNotebook(parsed.notebook));
  expect(again).toEqual({ status: "ok", notebook: parsed.notebook });
  const ids = parsed.notebook.cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}

test("a notebook with any one part replaced", () => {
  fc.assert(
    fc.property(fc.constantFrom(...places(whole)), fc.jsonValue(), (path, change) => {
      readsSafely(JSON.stringify(withChange(whole, path, change)));
    }),
    { numRuns: 300 },
  );
});

test("a notebook cut off or with a letter changed", () => {
  const text = JSON.stringify(whole);
  const at = fc.integer({ min: 0, max: text.length });
  fc.assert(
    fc.property(at, fc.string({ maxLength: 2 }), (index, letters) => {
      readsSafely(text.slice(0, index));
      readsSafely(text.slice(0, index) + letters + text.slice(index + 1));
    }),
  );
});
