import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Data,
  decode,
  encode,
  parseObservations,
  tensorData,
} from "../../src/checks/index.js";
import { parseProbeRequest, probeRequest } from "../../src/checks/observation/probeRequest.js";
import { rowMean } from "./exercises.js";

const float32 = fc.float({ noDefaultInfinity: false }).map((value) => Math.fround(value));
const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });
const tensor = shape.chain((lengths) => {
  const size = lengths.reduce((product, length) => product * length, 1);
  const fill = (value: fc.Arbitrary<number>, dtype: "float32" | "int32" | "bool") =>
    fc
      .array(value, { minLength: size, maxLength: size })
      .map((values) => tensorData(lengths, values, dtype));
  return fc.oneof(
    fill(float32, "float32"),
    fill(fc.integer({ min: -1e6, max: 1e6 }), "int32"),
    fill(fc.integer({ min: 0, max: 1 }), "bool"),
  );
});

const { data } = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
    tensor,
    fc.constantFrom<Data>({ number: "NaN" }, { number: "Infinity" }, { number: "-Infinity" }),
    fc.array(tie("data"), { maxLength: 3 }),
    fc
      .dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("data"),
        { maxKeys: 3 },
      )
      .map((record) => ({ record })),
  ),
}));

const withoutSignOfZero = (value: Data): Data => JSON.parse(JSON.stringify(value));

describe("the codec", () => {
  test("gives back what it took, through a learner's values and through JSON", () => {
    fc.assert(
      fc.property(data, (given) => {
        const value = decode(given);
        const encoded = encode(value);
        tf.dispose(value as tf.TensorContainer);
        if (encoded.status === "unusable") throw new Error(encoded.got);
        const observation = { status: "returned", value: encoded.data };
        const parsed = parseObservations(JSON.parse(JSON.stringify([observation])), 1);
        expect(parsed).toEqual({
          status: "ok",
          value: [{ status: "returned", value: withoutSignOfZero(given) }],
        });
      }),
    );
  });

  test("reads a probe's cases that were sent as JSON", () => {
    fc.assert(
      fc.property(fc.array(data, { maxLength: 3 }), (inputs) => {
        const parsed = parseProbeRequest(probeRequest(rowMean, [{ name: "drawn", inputs }]));
        const [sent] = parsed.status === "ok" ? parsed.value.cases : [];
        expect(sent).toEqual({ name: "drawn", inputs: inputs.map(withoutSignOfZero) });
      }),
    );
  });

  test("never throws, whatever an answer returns", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withObjectString: true,
          withSparseArray: true,
          withTypedArray: true,
        }),
        (value) => {
          const encoded = encode(value);
          if (encoded.status === "ok") {
            expect(parseObservations([{ status: "returned", value: encoded.data }], 1).status).toBe(
              "ok",
            );
          }
        },
      ),
    );
  });
});

describe("tensorData", () => {
  test("writes NaN and infinities as text", () => {
    expect(
      tensorData([3], [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    ).toEqual({
      tensor: { shape: [3], dtype: "float32", values: ["NaN", "Infinity", "-Infinity"] },
    });
  });

  test("refuses a shape that does not hold its values", () => {
    expect(() => tensorData([2, 2], [1, 2, 3])).toThrow(
      new RangeError("Cannot make a tensor of shape [2, 2]: it holds 4 numbers, and 3 are given."),
    );
  });
});
