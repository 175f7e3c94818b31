import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Exercise,
  NotAttempted,
  type Observation,
  observe,
  tensorData,
} from "../../src/checks/index.js";
import { observeNow } from "../../src/checks/observation/observe.js";
import { dogShare, rowMean } from "./exercises.js";

type Answer = (values: tf.Tensor) => unknown;
const [first] = rowMean.visible;
const cases = first === undefined ? [] : [first];

async function seen(
  answer: unknown,
  exercise: Exercise = rowMean,
): Promise<Observation | undefined> {
  const [observation] = await observe(
    exercise,
    exercise === rowMean ? cases : exercise.visible,
    answer,
  );
  return observation;
}

let before = tf.memory().numTensors;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

describe("what an answer returned", () => {
  test("a tensor, and the gradient of its sum", async () => {
    expect(await seen((values: tf.Tensor) => tf.mean(values, -1))).toEqual({
      status: "returned",
      value: tensorData([2], [2, 0.375]),
      gradient: tensorData([2, 2], [0.5, 0.5, 0.5, 0.5]),
    });
  });

  test("NaN and infinities", async () => {
    expect(await seen((values: tf.Tensor) => tf.div(tf.sub(values, [[1, 3]]), 0))).toMatchObject({
      value: { tensor: { shape: [2, 2], values: ["NaN", "NaN", "-Infinity", "-Infinity"] } },
    });
  });

  test.each<[string, unknown, unknown]>([
    ["a number", 3, 3],
    ["NaN", Number.NaN, { number: "NaN" }],
    ["text", "zero", "zero"],
    ["a typed array", Float32Array.of(0.5, 1), [0.5, 1]],
    ["nested arrays", [[1], [true]], [[1], [true]]],
    [
      "a record",
      { iou: 0.5, of: { a: null } },
      { record: { iou: 0.5, of: { record: { a: null } } } },
    ],
  ])("%s", async (_, value, data) => {
    expect(await seen(() => value)).toEqual({ status: "returned", value: data, gradient: null });
  });

  test("a record of tensors", async () => {
    const answer: Answer = (values) => ({ double: tf.mul(values, 2), scalar: 1 });
    expect(await seen(answer)).toMatchObject({
      value: { record: { double: { tensor: { shape: [2, 2] } }, scalar: 1 } },
      gradient: tensorData([2, 2], [2, 2, 2, 2]),
    });
  });

  test("an int32 tensor keeps its dtype", async () => {
    expect(await seen(() => tf.tensor1d([1, 2], "int32"))).toMatchObject({
      value: tensorData([2], [1, 2], "int32"),
    });
  });
});

describe("the gradient", () => {
  test.each<[string, Answer]>([
    ["dataSync", (values) => tf.tensor(values.dataSync(), values.shape).mean(-1)],
    [
      "arraySync and plain numbers",
      (values) => (values.arraySync() as number[][]).map((row) => row[0]),
    ],
    ["a constant", () => tf.ones([2])],
  ])("is none after %s", async (_, answer) => {
    expect(await seen(answer)).toMatchObject({ status: "returned", gradient: null });
  });

  test("is zero after argMax and oneHot", async () => {
    const answer: Answer = (values) => tf.oneHot(tf.argMax(values, -1) as tf.Tensor1D, 2);
    expect(await seen(answer)).toMatchObject({ gradient: tensorData([2, 2], [0, 0, 0, 0]) });
  });

  test("that TensorFlow.js cannot take is said in its own words", async () => {
    const answer: Answer = (values) => tf.cast(tf.greater(values, 1), "float32");
    expect(await seen(answer)).toMatchObject({
      status: "returned",
      gradientError: "Cannot compute gradient: gradient function not found for Greater.",
    });
  });

  test("that TensorFlow.js loses by its own fault is said with a way round", async () => {
    const observed = await seen((values: tf.Tensor) => tf.logSigmoid(tf.mul(values, 2)));
    expect(observed).toMatchObject({
      gradientError:
        "an operation's own gradient reads a tensor that is freed by then. tf.logSigmoid does so on anything that was computed: write tf.neg(tf.softplus(tf.neg(x))) instead",
    });
    const mended = await seen((values: tf.Tensor) =>
      tf.neg(tf.softplus(tf.neg(tf.mul(values, 2)))),
    );
    expect(mended).toHaveProperty("gradient");
  });

  test.each<[string, Answer]>([
    ["unstack", (values: tf.Tensor) => tf.stack(tf.unstack(values.slice([0, 0], [1, -1])))],
    ["split", (values: tf.Tensor) => tf.concat(tf.split(values, 1))],
  ])("that TensorFlow.js loses where %s gives a single part is said too", async (_, answer) => {
    expect(await seen(answer)).toMatchObject({
      status: "returned",
      gradientError:
        "tf.unstack and tf.split have no gradient where they give a single part, as along an axis of length 1. That is a fault of TensorFlow.js, not of your formula: take the parts with tf.slice or tf.gather, or work on the whole tensor at once",
    });
  });

  test.each<[string, Answer]>([
    ["minimum", (values: tf.Tensor) => tf.minimum(values.slice([0, 0], [1, -1]), tf.ones([2, 2]))],
    ["maximum", (values: tf.Tensor) => tf.maximum(tf.ones([2, 2]), values.slice([0, 0], [1, -1]))],
  ])("that TensorFlow.js loses where %s broadcasts is said too", async (_, answer) => {
    expect(await seen(answer)).toMatchObject({
      status: "returned",
      gradientError:
        "tf.minimum and tf.maximum have no gradient for an input that was broadcast. That is a fault of TensorFlow.js, not of your formula: give both the same shape first, as tf.mul(tf.onesLike(a), b) does",
    });
  });
});

describe("an answer that gives nothing to compare", () => {
  test.each<[string, Answer, string]>([
    ["undefined", () => undefined, "undefined"],
    ["a function", () => () => 1, "a function"],
    ["a class's object", () => new Map(), "an object of class Map"],
    ["text tensors", () => tf.tensor1d(["a"]), "a tensor of dtype string"],
    ["a bigint", () => 1n, "a bigint"],
    [
      "itself in itself",
      () => {
        const ring: unknown[] = [];
        ring.push(ring);
        return ring;
      },
      "a value that is nested too deeply",
    ],
    [
      "a getter that throws",
      () => ({
        get a() {
          throw new Error("no");
        },
      }),
      "a value that throws when it is read",
    ],
    ["too much", () => tf.zeros([600, 600]), "a tensor of 360000 values"],
  ])("%s", async (_, answer, got) => {
    expect(await seen(answer)).toEqual({ status: "unusable", got });
  });

  test("a disposed tensor", async () => {
    const answer: Answer = (values) => {
      const mean = tf.mean(values, -1);
      mean.dispose();
      return mean;
    };
    expect(await seen(answer)).toEqual({
      status: "unusable",
      got: "a tensor that is already disposed",
    });
  });

  test("no function where one is asked for", async () => {
    expect(await seen(3)).toEqual({
      status: "unusable",
      got: "a number, where a function is expected",
    });
  });

  test("a promise where a value is asked for", async () => {
    expect(await seen(Promise.resolve(0.93), dogShare)).toEqual({
      status: "unusable",
      got: "a promise",
    });
  });
});

describe("an answer that throws", () => {
  test("is told with the line of its own that threw", async () => {
    const helper = (table: { row?: number[] }) => table.row as number[];
    function broken(values: tf.Tensor): tf.Tensor {
      const table = {};
      return values.mul(helper(table).length);
    }
    expect(await seen(broken)).toEqual({
      status: "threw",
      name: "TypeError",
      message: "Cannot read properties of undefined (reading 'length')",
      line: "return values.mul(helper(table).length);",
    });
  });

  test.each<[string, unknown, { name: string; message: string }]>([
    ["text", "broken", { name: "a string", message: "broken" }],
    ["undefined", undefined, { name: "undefined", message: "undefined" }],
    [
      "an unreadable thing",
      Object.create(null),
      { name: "Error", message: "an error that throws when it is read" },
    ],
  ])("%s", async (_, error, told) => {
    const answer: Answer = () => {
      throw error;
    };
    expect(await seen(answer)).toEqual({ status: "threw", ...told });
  });

  test("NotAttempted of any copy of the package is no failure", async () => {
    class NotAttemptedElsewhere extends Error {
      override readonly name = "NotAttempted";
    }
    for (const error of [new NotAttempted("row-mean"), new NotAttemptedElsewhere()]) {
      const answer: Answer = () => {
        throw error;
      };
      expect(await seen(answer)).toEqual({ status: "notAttempted" });
    }
  });

  test("with tensors half made leaves none behind", async () => {
    const answer: Answer = (values) => {
      tf.exp(values);
      throw new Error("later");
    };
    expect(await seen(answer)).toMatchObject({ status: "threw", message: "later" });
  });
});

describe("a value exercise", () => {
  test("takes the value itself", async () => {
    expect(await seen(0.93, dogShare)).toEqual({ status: "returned", value: 0.93 });
  });

  test("or a function of it, so that a stub can stand in", async () => {
    expect(await seen(() => 0.93, dogShare)).toEqual({ status: "returned", value: 0.93 });
    const stub = () => {
      throw new NotAttempted("dog-share");
    };
    expect(await seen(stub, dogShare)).toEqual({ status: "notAttempted" });
  });

  test.each([undefined, null])("%s is not attempted", async (answer) => {
    expect(await seen(answer, dogShare)).toEqual({ status: "notAttempted" });
  });
});

describe("an asynchronous answer", () => {
  const plain: Exercise = { ...dogShare, answer: { kind: "function", name: "later" } };

  test("is awaited, and what it made before its first await is disposed", async () => {
    const inputs = [tensorData([2], [1, 2])];
    const answer = async (values: tf.Tensor) => {
      const doubled = tf.mul(values, 2);
      await Promise.resolve();
      return Array.from(doubled.dataSync());
    };
    expect(await observe(plain, [{ name: "a", inputs }], answer)).toEqual([
      { status: "returned", value: [2, 4] },
    ]);
  });

  test("has no gradient, and says why", async () => {
    expect(await seen(async (values: tf.Tensor) => tf.mean(values, -1))).toMatchObject({
      status: "returned",
      value: tensorData([2], [2, 0.375]),
      gradientError:
        "The answer is asynchronous, and TensorFlow.js takes gradients of synchronous functions only.",
    });
  });

  test("that rejects is one that threw", async () => {
    const answer = () => Promise.reject(new RangeError("no"));
    expect(await seen(answer)).toMatchObject({
      status: "threw",
      name: "RangeError",
      message: "no",
    });
  });

  test("that never settles is given up", async () => {
    const never = () => new Promise(() => {});
    expect(await observe(plain, plain.visible, never, { settleMs: 5 })).toEqual([
      { status: "unusable", got: "a promise that did not settle within 0.005 s" },
    ]);
  });

  test("runs its cases one after the other", async () => {
    const order: string[] = [];
    const answer = async (values: tf.Tensor) => {
      order.push("start");
      await Promise.resolve();
      order.push("end");
      return values.shape;
    };
    await observe(plain, rowMean.visible, answer);
    expect(order).toEqual(["start", "end", "start", "end", "start", "end"]);
  });
});

test("a synchronous answer is observed at once, without a promise", () => {
  const observed = observeNow(rowMean, rowMean.visible, (values: tf.Tensor) => tf.mean(values, -1));
  expect(Array.isArray(observed)).toBe(true);
  expect(observed).toHaveLength(3);
});
