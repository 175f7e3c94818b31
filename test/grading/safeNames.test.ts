import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNames } from "../../src/grading/read/safeNames.js";

test.each([
  ["anna-kowalski", "anna-kowalski"],
  ["Zoë Müller", "Zoë-Müller"],
  ["山田太郎", "山田太郎"],
  ["../../etc/passwd", "etc-passwd"],
  ["a\u0000b\nc", "a-b-c"],
  ["..", "unnamed"],
  ["", "unnamed"],
  ["CON", "_CON"],
  ["nul.txt", "_nul.txt"],
  ["<script>", "script"],
  ["名".repeat(100), "名".repeat(60)],
])("%j becomes %j", (label, name) => {
  expect(safeNames([label]).get(label)).toBe(name);
});

test("names that differ by case or by a sign stay apart", () => {
  expect(Object.fromEntries(safeNames(["ana b", "ana/b", "ANA-b"]))).toEqual({
    "ANA-b": "ANA-b",
    "ana b": "ana-b-2",
    "ana/b": "ana-b-3",
  });
});

test("any labels: names are safe, short and distinct, whatever the order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary", maxLength: 200 })), (labels) => {
      const names = safeNames(labels);
      const all = [...names.values()];
      for (const name of all) expect(name).toMatch(/^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u);
      for (const name of all) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(190);
      expect(new Set(all.map((name) => name.toLowerCase())).size).toBe(labels.length);
      expect(safeNames([...labels].reverse())).toEqual(names);
    }),
  );
});
