import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { figure, show } from "../../../src/lib/index.js";

const hook = Symbol.for("softgrad.display");

function shownBy(value: unknown): unknown[] {
  const bundles: unknown[] = [];
  Reflect.set(globalThis, hook, (bundle: unknown) => bundles.push(bundle));
  show(value);
  return bundles;
}

describe("show", () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, hook);
    vi.restoreAllMocks();
  });

  it("sends a value's whole bundle to the kernel, once", () => {
    const [bundle, ...more] = shownBy(figure([{ y: [1] }], { title: "A" }));
    expect(more).toEqual([]);
    expect(Object.keys(bundle as object)).toHaveLength(3);
  });

  it("shows a tensor as a table with its shape and dtype", () => {
    const tensor = tf.tensor2d([
      [1, 0.123456789],
      [-2, 1e-8],
    ]);
    expect(shownBy(tensor)).toEqual([
      {
        "text/plain": "Tensor float32 [2,2]\n 1  0.12346\n-2     1e-8",
        "text/html": expect.stringMatching(/Tensor float32 \[2,2\].*<table>.*0\.12346.*<\/table>/),
      },
    ]);
    tensor.dispose();
  });

  it.each([
    [() => tf.scalar(3), "Tensor float32 []\n3"],
    [() => tf.tensor1d([1, 2], "int32"), "Tensor int32 [2]\n1  2"],
    [() => tf.zeros([0, 3]), "Tensor float32 [0,3]"],
    [
      () => tf.zeros([6, 1, 1]),
      expect.stringMatching(/^Tensor float32 \[6,1,1\]\n\[0, …\]\n0\n.*… 2 more of 6 matrices$/s),
    ],
    [() => tf.zeros([9, 11]), expect.stringMatching(/0 {2}…\n(.*\n)*…$/)],
    [() => tf.tensor1d(["<b>"], "string"), "Tensor string [1]\n<b>"],
  ])("shows any tensor %#", (make, text) => {
    const tensor = make();
    expect(shownBy(tensor)).toEqual([expect.objectContaining({ "text/plain": text })]);
    tensor.dispose();
  });

  it("waits for a bundle that is a promise", async () => {
    const bundles: unknown[] = [];
    Reflect.set(globalThis, hook, (bundle: unknown) => bundles.push(bundle));
    await show({ [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "later" }) });
    expect(bundles).toEqual([{ "text/plain": "later" }]);
  });

  it("writes text to the console where there is no notebook", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    show("plain");
    show({ a: 1 });
    show(figure([{ y: [1], name: "b" }]));
    expect(log.mock.calls).toEqual([["plain"], ["{ a: 1 }"], ["Figure: b."]]);
  });
});
