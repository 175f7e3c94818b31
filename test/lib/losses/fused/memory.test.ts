import fc from "fast-check";
import { expect, it } from "vitest";
import { type Address, bindKernels } from "../../../../src/lib/fused/kernels.js";

// The kernels work on TensorFlow.js's own heap, where a write beside an array would spoil other tensors.

const memory = new WebAssembly.Memory({ initial: 1 });
const kernels = bindKernels(memory);
if (!kernels) throw new Error("Cannot test the kernels: this machine has no WebAssembly SIMD");

/** A NaN of its own, which stands wherever there is no array. */
const CANARY = 0x7fc0dead;

interface Area {
  readonly floats: number;
  /** Whether the kernel may write there. */
  readonly written: boolean;
}
const given = (floats: number): Area => ({ floats, written: false });
const left = (floats: number): Area => ({ floats, written: true });

/** Runs a kernel on areas with canaries between them, each in turn flush with the end of memory. */
function expectNothingElseTouched<Name extends string>(
  areas: Readonly<Record<Name, Area>>,
  run: (at: Readonly<Record<Name, Address>>) => unknown,
): void {
  const names = Object.keys(areas) as Name[];
  for (const last of names) {
    const words = new Uint32Array(memory.buffer).fill(CANARY);
    const floats = new Float32Array(memory.buffer);
    const at = {} as Record<Name, Address>;
    const writable = new Set<number>();
    let next = 1024;
    for (const name of names) {
      const { floats: size, written } = areas[name];
      const start = name === last ? floats.length - size : next;
      at[name] = 4 * start;
      for (let place = 0; place < size; place++) {
        floats[start + place] = (1 + ((7 * place) % 5)) / 6;
        if (written) writable.add(start + place);
      }
      if (name !== last) next = start + size + 16;
    }
    const before = words.slice();
    run(at);
    const touched = words.findIndex(
      (word, place) => word !== before[place] && !writable.has(place),
    );
    expect(touched, `word ${touched}, with ${last} at the end of ${JSON.stringify(at)}`).toBe(-1);
  }
}

const sizes = {
  classes: fc.integer({ min: 1, max: 9 }),
  pixels: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 15, max: 34 })),
  activation: fc.constantFrom(0, 1, 2),
  masked: fc.boolean(),
};

it("the kernels of pixels' losses read and write nothing but their arrays", () => {
  const kind = fc.constantFrom(0, 1, 2);
  const way = fc.record({ ...sizes, kind, parameter: fc.constantFrom(0.5, 2), each: fc.boolean() });
  fc.assert(
    fc.property(way, ({ classes, pixels, activation, masked, kind, parameter, each }) => {
      const values = pixels * classes;
      const losses = kind === 2 || activation === 1 ? pixels : values;
      const areas = {
        x: given(values),
        labels: given(values),
        mask: given(masked ? pixels : 0),
        weights: given(2 * classes),
        scratch: left(12 * classes),
      };
      const forward = { ...areas, losses: left(each ? losses : 0) };
      expectNothingElseTouched(forward, (at) =>
        kernels.pixelLosses(
          ...([kind, at.x, at.labels, masked ? at.mask : 0, at.weights] as const),
          ...([pixels, classes, activation, parameter, each ? at.losses : 0, at.scratch] as const),
        ),
      );
      const backward = { ...areas, dy: given(each ? losses : 1), dx: left(values) };
      expectNothingElseTouched(backward, (at) =>
        kernels.pixelGradient(
          ...([kind, at.x, at.labels, masked ? at.mask : 0, at.weights] as const),
          ...([pixels, classes, activation, parameter, !each, at.dy, at.dx, at.scratch] as const),
        ),
      );
    }),
    { numRuns: 1000 },
  );
});

it("the kernels of overlaps read and write nothing but their arrays", () => {
  const groups = fc.integer({ min: 1, max: 6 });
  const way = fc.record({ ...sizes, groups, summed: fc.constantFrom(0, 1, 2) });
  fc.assert(
    fc.property(way, ({ classes, pixels, activation, masked, groups, summed }) => {
      const values = groups * pixels * classes;
      const sums = groups * classes;
      const areas = {
        x: given(values),
        target: given(values),
        mask: given(masked ? groups * pixels : 0),
      };
      const forward = {
        ...areas,
        intersection: left(sums),
        first: left(sums),
        second: left(sums),
        shared: left(summed === 2 ? sums : 0),
        scratch: left(32 * classes + 16),
      };
      expectNothingElseTouched(forward, (at) =>
        kernels.overlapSums(
          ...([at.x, at.target, masked ? at.mask : 0, groups, pixels, classes] as const),
          ...([activation, 1.5, summed, at.intersection, at.first, at.second] as const),
          ...([at.shared, at.scratch] as const),
        ),
      );
      const backward = {
        ...areas,
        intersection: given(sums),
        above: given(sums),
        below: given(sums),
        dx: left(values),
        scratch: left(20 * classes + 16),
      };
      expectNothingElseTouched(backward, (at) =>
        kernels.overlapGradient(
          ...([at.x, at.target, masked ? at.mask : 0, groups, pixels, classes] as const),
          ...([activation, 1.5, summed, at.intersection, at.above, at.below] as const),
          ...([at.dx, at.scratch] as const),
        ),
      );
    }),
    { numRuns: 1000 },
  );
});
