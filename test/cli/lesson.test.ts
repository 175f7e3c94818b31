import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "citty";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { compare, type Exercise, hiddenCases } from "../../src/checks/index.js";
import { newLesson } from "../../src/cli/lesson/new.js";
import { notebookFromPercent } from "../../src/notebook/index.js";

const checkout = join(import.meta.dirname, "..", "..");
const index = "src/checks/lessons/index.ts";
let root: string;
let said: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "softgrad-lesson-"));
  for (const part of ["checks", "lib"]) {
    cpSync(join(checkout, "src", part), join(root, "src", part), { recursive: true });
  }
  mkdirSync(join(root, "notebooks"));
  for (const stem of ["01-one-hot", "04-soft-iou"]) {
    writeFileSync(join(root, "notebooks", `${stem}.ts`), "");
  }
  writeFileSync(
    join(root, index),
    `import type { Exercise } from "../exercise.js";
import { exercises as oneHot } from "./01-one-hot.js";
import { exercises as softIou } from "./04-soft-iou.js";

export const exercises: readonly Exercise[] = [...oneHot, ...softIou];
`,
  );
  said = "";
  vi.spyOn(console, "log").mockImplementation((line) => {
    said += `${line}\n`;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const make = (name: string, at = root) =>
  runCommand(newLesson, { rawArgs: [name, "--root", at] }).then(
    () => "made",
    (error: Error) => error.message,
  );
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("softgrad lesson new", () => {
  test("writes the lesson, its exercise and its answers, registers it and says what is next", async () => {
    expect(await make("02-boundary-loss")).toBe("made");
    const written = [...said.matchAll(/^wrote (.+)$/gm)].map(([, path]) => path);
    expect(written).toEqual([
      "notebooks/02-boundary-loss.ts",
      "src/checks/lessons/02-boundary-loss.ts",
      "src/checks/lessons/02-boundary-loss/row-means.ts",
      "test/lessons/right/02-boundary-loss.ts",
      "test/lessons/wrong/02-boundary-loss.ts",
      index,
    ]);
    expect(said).toContain("npx vitest run test/lessons -t boundary-loss");
    expect(read(index)).toBe(`import type { Exercise } from "../exercise.js";
import { exercises as oneHot } from "./01-one-hot.js";
import { exercises as boundaryLossLesson } from "./02-boundary-loss.js";
import { exercises as softIou } from "./04-soft-iou.js";

export const exercises: readonly Exercise[] = [
  ...oneHot,
  ...boundaryLossLesson,
  ...softIou,
];
`);
  });

  test("puts the last lesson last", async () => {
    expect(await make("10-new")).toBe("made");
    expect(read(index)).toContain(
      'import { exercises as newLesson } from "./10-new.js";\n\nexport const exercises',
    );
    expect(read(index)).toContain("  ...softIou,\n  ...newLesson,\n];\n");
  });

  test("what it writes is a lesson: it builds, and its exercise tells every wrong answer apart", async () => {
    expect(await make("10-boundary-loss")).toBe("made");
    const file = join(root, "src", "checks", "lessons", "10-boundary-loss.ts");
    const { exercises }: { exercises: readonly Exercise[] } = await import(file);
    const points = Object.fromEntries(exercises.map((exercise) => [exercise.id, exercise.points]));
    const source = read("notebooks/10-boundary-loss.ts");
    const built = notebookFromPercent(source, { lesson: "10-boundary-loss", points });
    expect(built).toMatchObject({ status: "ok" });
    for (const exercise of exercises) {
      for (const { id, wrong } of exercise.diagnoses) {
        const cases = [...exercise.visible, ...hiddenCases(exercise, "seed")];
        const differing = cases.filter(
          ({ inputs }) =>
            compare(exercise.reference(...inputs), wrong(...inputs), exercise.tolerance).status !==
            "same",
        );
        expect([id, differing.length > 0]).toEqual([id, true]);
      }
    }
  });

  test("refuses in one line, and writes nothing", async () => {
    const before = read(index);
    expect(await make("Boundary")).toBe(
      'Cannot make lesson "Boundary": a name is two digits and words in small letters with hyphens, such as 05-boundary-loss',
    );
    expect(await make("../10-x")).toContain('Cannot make lesson "../10-x": a name is two digits');
    expect(await make("04-soft-iou")).toBe(
      "Cannot make lesson 04-soft-iou: it exists. Edit notebooks/04-soft-iou.ts",
    );
    expect(await make("04-hinge")).toBe(
      "Cannot make lesson 04-hinge: the number 04 is 04-soft-iou's. The next free one: 05-hinge",
    );
    expect(await make("10-x", join(root, "notebooks"))).toBe(
      `Cannot make a lesson: ${join(root, "notebooks")} holds no ${index}. Run this in the checkout, or pass --root`,
    );
    mkdirSync(join(root, "test/lessons/wrong"), { recursive: true });
    writeFileSync(join(root, "test/lessons/wrong/10-x.ts"), "mine");
    expect(await make("10-x")).toBe(
      "Cannot make lesson 10-x: test/lessons/wrong/10-x.ts exists. Remove it, or choose another name",
    );
    writeFileSync(join(root, index), "");
    expect(await make("11-x")).toBe(
      `Cannot make lesson 11-x: ${index} has no list "exercises" to add it to. Restore it from git`,
    );
    writeFileSync(join(root, index), before);
    expect(said).toBe("");
  });
});
