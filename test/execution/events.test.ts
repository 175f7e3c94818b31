import { describe, expect, it } from "vitest";
import { cellError, openCell, parseEvents } from "../../src/execution/events.js";

const failed = {
  event: "failed",
  index: 2,
  id: "x",
  status: "error",
  name: "",
  value: "",
  stderr: "",
} as const;

describe("the events of an execution", () => {
  it("are read up to the last whole line of a growing file", () => {
    const text = '{"event":"started","index":0,"id":"a"}\n{"event":"finished","ind';
    expect(parseEvents(text)).toEqual([{ event: "started", index: 0, id: "a" }]);
    expect(parseEvents("")).toEqual([]);
  });

  it("name the cell that is still open, and none when the last one ended", () => {
    const started = { event: "started", index: 1, id: "b" } as const;
    expect(openCell([started])).toEqual({ index: 1, id: "b" });
    expect(openCell([started, { ...started, event: "finished" }])).toBeUndefined();
    expect(openCell([])).toBeUndefined();
  });

  it.each([
    [
      "\u001b[31mTypeError: x is not a function\u001b[39m\n    at f",
      "TypeError",
      "x is not a function",
    ],
    [
      "1:7 - Type 'string' is not assignable to type 'number'.",
      "TypeScriptError",
      "1:7 - Type 'string' is not assignable to type 'number'.",
    ],
    [
      "evalmachine.<anonymous>:2\nthrow new RangeError('a');\n^\n\nRangeError: a\nor b\n    at evalmachine.<anonymous>:2:7\n    at f",
      "RangeError",
      "a\nor b",
    ],
    ["something odd", "Error", "something odd"],
    ["", "Error", 'The kernel answered "error" and wrote nothing.'],
  ])("make an error of a kernel's stderr: %j", (stderr, name, message) => {
    expect(cellError({ ...failed, stderr })).toEqual({
      status: "cellError",
      cell: { index: 2, id: "x" },
      name,
      message,
    });
  });

  it("prefer what the kernel itself says", () => {
    const event = { ...failed, name: "ValueError", value: "no", stderr: "noise" };
    expect(cellError(event)).toMatchObject({ name: "ValueError", message: "no" });
  });
});
