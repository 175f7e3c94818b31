import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { plain, shown, texts } from "./shown.js";

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await tf.setBackend("cpu");
});

const lines = (...text: string[]) => text.join("\n");

describe("a tensor as text", () => {
  it.each<[string, () => tf.Tensor, string]>([
    ["a scalar", () => tf.scalar(0.1), lines("Tensor float32 []", "0.1")],
    [
      "a vector",
      () => tf.tensor1d([1, -2.123456, 0]),
      lines("Tensor float32 [3]", "1  -2.1235  0", "min -2.1235, max 1, mean -0.37449"),
    ],
    [
      "a matrix",
      () =>
        tf.tensor2d([
          [1, 20],
          [Number.NaN, Number.NEGATIVE_INFINITY],
        ]),
      lines(
        "Tensor float32 [2, 2]",
        "  1         20",
        "NaN  -Infinity",
        "min 1, max 20, mean 10.5, 1 NaN, 1 infinite",
      ),
    ],
    ["integers whole", () => tf.tensor1d([1234567], "int32"), lines("Tensor int32 [1]", "1234567")],
    ["booleans", () => tf.tensor1d([true, false], "bool"), lines("Tensor bool [2]", "true  false")],
    ["strings", () => tf.tensor(["<b>", "é"]), lines("Tensor string [2]", "<b>  é")],
    [
      "complex numbers",
      () => tf.complex([1, 2], [3, -0.5]),
      lines("Tensor complex64 [2]", "1 + 3i  2 - 0.5i"),
    ],
    [
      "three axes as matrices under their places",
      () => tf.tensor3d([[[1, 2]], [[3, 4]]]),
      lines(
        "Tensor float32 [2, 1, 2]",
        "[0, :, :]",
        "1  2",
        "[1, :, :]",
        "3  4",
        "min 1, max 4, mean 2.5",
      ),
    ],
    ["no elements", () => tf.zeros([0, 3]), "Tensor float32 [0, 3]"],
  ])("shows %s", (_name, make, expected) => {
    expect(plain(make())).toBe(expected);
  });

  it("names a variable and says when it is frozen", () => {
    expect(plain(tf.variable(tf.scalar(1), false, "w"))).toBe(
      lines("Variable w float32 [], not trainable", "1"),
    );
  });

  it("says that a tensor is disposed instead of reading it", () => {
    const tensor = tf.zeros([2, 3]);
    tensor.dispose();
    expect(plain(tensor)).toBe("Tensor float32 [2, 3], disposed");
  });

  it("shows the ends of long axes", () => {
    const grid = tf.range(0, 20 * 30, 1, "int32").reshape([20, 30]);
    const rows = String(plain(grid)).split("\n");
    expect(rows[1]?.trim().split(/\s+/)).toEqual([
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "…",
      "26",
      "27",
      "28",
      "29",
    ]);
    expect(rows.map((row) => row.trim().split(/\s+/)[0])).toEqual([
      "Tensor",
      "0",
      "30",
      "60",
      "90",
      "120",
      "150",
      "180",
      "210",
      "…",
      "480",
      "510",
      "540",
      "570",
      "min",
    ]);
  });

  it("shows the ends of many matrices", () => {
    const text = String(plain(tf.zeros([3, 4, 1, 1])));
    expect(text.match(/^\[.*\]$|^….*$/gm)).toEqual([
      "[0, 0, :, :]",
      "[0, 1, :, :]",
      "[0, 2, :, :]",
      "… 12 matrices in all …",
      "[2, 3, :, :]",
    ]);
  });

  it("reads but a corner of a large tensor, and leaves nothing behind", () => {
    const large = tf.range(0, 2 * 3 * 500 * 500).reshape([2, 3, 500, 500]);
    const read = vi.spyOn(large, "dataSync");
    const before = tf.memory().numTensors;
    const text = String(plain(large));
    expect(read).not.toHaveBeenCalled();
    expect(tf.memory().numTensors).toBe(before);
    expect(text).toContain("1,500,000 elements, of which only the first ones were read");
    // The rows of the second matrix: 500 · 500 elements lie before it, 500 between its rows.
    const [, second = ""] = text.split("[0, 1, :, :]\n");
    expect(second.split("\n").slice(0, 2)).toEqual([
      "250000  250001  250002  250003  250004  250005  250006  250007  …",
      "250500  250501  250502  250503  250504  250505  250506  250507  …",
    ]);
  });

  it("says why its values cannot be read", () => {
    const tensor = tf.zeros([2]);
    vi.spyOn(tensor, "dataSync").mockImplementation(() => {
      throw new Error("not on this device");
    });
    expect(plain(tensor)).toBe(
      lines("Tensor float32 [2]", "Its values cannot be read: Error: not on this device"),
    );
  });
});

describe("tensors within other values", () => {
  it("are named instead of taken apart", () => {
    const [a, b] = [tf.zeros([2, 3]), tf.scalar(1, "int32")];
    a.dispose();
    expect(plain([a, b, 1])).toBe("[ [Tensor float32 [2, 3], disposed], [Tensor int32 []], 1 ]");
    expect(plain({ losses: { b } })).toBe("{ losses: { b: [Tensor int32 []] } }");
    expect(plain(new Map([["b", b]]))).toBe("Map(1) { 'b' => [Tensor int32 []] }");
    expect(texts(new Set([b]))).toEqual(["Set(1)", "value", "[Tensor int32 []]"]);
    expect(texts([{ b }])).toEqual(["b", "0", "[Tensor int32 []]", "1 row × 1 column"]);
  });

  it("leave the value itself as it was", () => {
    const tensor = tf.scalar(1);
    const value = { tensor, list: [tensor] };
    plain(value);
    expect(value.tensor).toBe(tensor);
    expect(value.list[0]).toBe(tensor);
  });
});

describe("a tensor as a table", () => {
  it("has the indices of rows and columns", () => {
    expect(
      texts(
        tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toEqual([
      "Tensor float32 [2, 2]",
      "0",
      "1",
      "0",
      "1",
      "2",
      "1",
      "3",
      "4",
      "min 1, max 4, mean 2.5",
    ]);
  });

  it("escapes strings", () => {
    expect(texts(tf.tensor(["<script>&'\""]))).toEqual(["Tensor string [1]", "0", "<script>&'\""]);
  });
});

it("shows a model by its own summary", () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  const expected: string[] = [];
  model.summary(undefined, undefined, (line: string) => expected.push(line));
  expect(shown(model)).toEqual({ "text/plain": expected.join("\n") });
  expect(plain(tf.sequential())).toContain("Sequential {");
});
