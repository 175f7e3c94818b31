import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CellOutputs } from "../../src/kernel/client/outputs.js";
import type { JsonObject, Message } from "../../src/kernel/protocol/wire.js";

function published(type: string, content: JsonObject): Message {
  const header = { msg_id: "1", msg_type: type, session: "", username: "", date: "", version: "" };
  return { header, parent: {}, metadata: {}, content, buffers: [] };
}

function gather(messages: readonly [string, JsonObject][], maxBytes = 1e6): CellOutputs {
  const outputs = new CellOutputs(maxBytes);
  for (const [type, content] of messages) outputs.accept(published(type, content));
  return outputs;
}

const out = (text: string): [string, JsonObject] => ["stream", { name: "stdout", text }];
const err = (text: string): [string, JsonObject] => ["stream", { name: "stderr", text }];
const show = (text: string, id?: string): [string, JsonObject] => [
  "display_data",
  { data: { "text/plain": text }, metadata: {}, transient: id ? { display_id: id } : {} },
];
const shown = (text: string) => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
});
const printed = (name: string, text: string) => ({ output_type: "stream", name, text });

describe("the outputs of a cell", () => {
  it("joins adjacent pieces of one stream and keeps the order of the rest", () => {
    const { outputs } = gather([out("a"), out("b"), err("c"), out("d"), show("e"), out("f")]);
    expect(outputs).toEqual([
      printed("stdout", "ab"),
      printed("stderr", "c"),
      printed("stdout", "d"),
      shown("e"),
      printed("stdout", "f"),
    ]);
  });

  it("replaces a display by its id, wherever it stands", () => {
    const update: [string, JsonObject] = [
      "update_display_data",
      { data: { "text/plain": "new" }, metadata: {}, transient: { display_id: "x" } },
    ];
    const { outputs } = gather([
      show("old", "x"),
      out("a"),
      show("old", "x"),
      show("y", "y"),
      update,
    ]);
    expect(outputs).toEqual([shown("new"), printed("stdout", "a"), shown("new"), shown("y")]);
  });

  it("clears at once, or with the next output", () => {
    expect(gather([out("a"), ["clear_output", {}]]).outputs).toEqual([]);
    expect(gather([out("a"), ["clear_output", { wait: true }]]).outputs).toEqual([
      printed("stdout", "a"),
    ]);
    expect(gather([out("a"), ["clear_output", { wait: true }], out("b")]).outputs).toEqual([
      printed("stdout", "b"),
    ]);
  });

  it("takes results and errors in nbformat's form", () => {
    const { outputs } = gather([
      ["execute_result", { execution_count: 3, data: { "text/plain": "2" }, metadata: {} }],
      ["error", { ename: "E", evalue: "v", traceback: ["t"] }],
    ]);
    expect(outputs).toEqual([
      {
        output_type: "execute_result",
        execution_count: 3,
        data: { "text/plain": "2" },
        metadata: {},
      },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
    ]);
  });

  it("passes over what is not an output or has the wrong form", () => {
    const { outputs, truncated } = gather([
      ["stream", { name: "stdlog", text: "a" }],
      ["stream", { name: "stdout", text: 1 }],
      ["display_data", { data: [] }],
      ["update_display_data", { data: {}, transient: null }],
      ["status", { execution_state: "busy" }],
    ]);
    expect(outputs).toEqual([]);
    expect(truncated).toBe(false);
  });

  it("keeps the longest beginning of a stream that the limit allows, in whole characters", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme", minLength: 1 })),
        fc.nat(40),
        (texts, limit) => {
          const all = texts.join("");
          const { outputs, truncated } = gather(texts.map(out), limit);
          const [output] = outputs;
          const kept = output?.output_type === "stream" ? output.text : "";
          expect(all.startsWith(kept)).toBe(true);
          expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(limit);
          expect(truncated).toBe(kept !== all);
          const [next = ""] = all.slice(kept.length);
          if (truncated) expect(Buffer.byteLength(kept + next)).toBeGreaterThan(limit - 4);
        },
      ),
    );
  });

  it("drops whole what cannot be cut", () => {
    const { outputs, truncated } = gather([out("a"), show("x".repeat(100)), out("b")], 50);
    expect(outputs).toEqual([printed("stdout", "ab")]);
    expect(truncated).toBe(true);
  });
});
