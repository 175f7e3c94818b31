import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import {
  brierLoss,
  curveFigure,
  figure,
  gradientFigure,
  landscapeFigure,
  landscapeMapFigure,
  type MimeBundle,
  maskFigure,
  minimiserFigure,
  reliability,
  reliabilityFigure,
  saturationFigure,
} from "../../../src/lib/index.js";

const display: unique symbol = Symbol.for("Jupyter.display");
const bundleOf = (value: object): MimeBundle => (Reflect.get(value, display) as () => MimeBundle)();

describe("figure", () => {
  it("is plain JSON, with a layout even when none is given", () => {
    const made = figure([{ x: Float32Array.of(1, 2), y: [Number.NaN, 3], z: undefined as never }]);
    expect(JSON.parse(JSON.stringify(made.data))).toEqual([{ x: [1, 2], y: [null, 3] }]);
    expect(made.layout.height).toBe(360);
    expect(JSON.stringify(made.layout)).toContain("rgba(0,0,0,0)");
  });

  it("reads tensors", () => {
    tf.tidy(() => {
      expect(figure([{ z: tf.tensor2d([[1, 2]]) }]).data).toEqual([{ z: [[1, 2]] }]);
    });
  });

  it("shows as one bundle of Plotly's JSON, HTML and a sentence", () => {
    const made = figure([{ y: [1], name: "loss" }], { title: "Training" });
    const bundle = bundleOf(made);
    expect(Object.keys(bundle)).toEqual([
      "application/vnd.plotly.v1+json",
      "text/html",
      "text/plain",
    ]);
    expect(bundle["application/vnd.plotly.v1+json"]).toEqual({
      data: made.data,
      layout: made.layout,
    });
    expect(bundle["text/plain"]).toBe("Training: loss.");
    expect(bundle["text/html"]).toContain("<p>Training: loss.</p>");
  });

  it("cannot break out of the page it stands in", () => {
    const evil = '</script><img src=x onerror="alert(1)">\u2028"&';
    const html = String(
      bundleOf(figure([{ name: evil }], { title: evil }, { description: evil }))["text/html"],
    );
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain("<img");
    const [, json = ""] = html.match(/<script type="application\/json">(.*?)<\/script>/s) ?? [];
    expect(json).not.toContain("\u2028");
    expect(JSON.parse(json).data).toEqual([{ name: evil }]);
  });
});

describe("ready figures", () => {
  it("use only what Plotly's basic bundle draws: scatter, bar and pie", () => {
    const pixel = tf.ones([1, 1, 1, 1]);
    const all = [
      curveFigure({ c: [0, 1] }, { markers: true }),
      saturationFigure(),
      saturationFigure([1], { slider: true }),
      landscapeFigure({ p: (p) => p }),
      landscapeMapFigure((z) => z.square(), { points: 2, start: [1, 1] }),
      maskFigure({ m: [[1]] }),
      gradientFigure(pixel, pixel, brierLoss),
      minimiserFigure({ Brier: brierLoss }),
      reliabilityFigure({ m: reliability(pixel, pixel) }),
    ];
    pixel.dispose();
    const types = new Set(all.flatMap(({ data }) => data.map(({ type }) => type)));
    expect([...types].sort()).toEqual(["bar", "scatter"]);
  });

  it("say in words what their curves show", () => {
    const text = (made: object) => bundleOf(made)["text/plain"];
    expect(text(saturationFigure([1, 50]))).toBe(
      "Gradient of the soft label against the difference of two logits: for α = 1, 0.25 at 0 and 0.018 at 4; " +
        "for α = 50, 13 at 0 and 6.9e-86 at 4.",
    );
    expect(text(saturationFigure([4], { quantity: "value" }))).toBe(
      "Soft label against the difference of two logits: for α = 4, from 0.1 to 0.9 within 1.1.",
    );
    expect(text(landscapeFigure({ square: (p) => (p - 0.25) ** 2, rising: (p) => p }))).toBe(
      "Loss against prediction p; lowest: square at 0.25, rising at 0.",
    );
    const description = "Two straight lines.";
    expect(text(landscapeFigure({ p: (p) => p }, { description }))).toBe(description);
    expect(text(saturationFigure([1], { description }))).toBe(description);
  });

  it("saturationFigure draws one slope an alpha, alpha / 4 at its peak", () => {
    const { data } = saturationFigure([1, 8]);
    expect(data.map(({ name }) => name)).toEqual(["α = 1", "α = 8"]);
    expect(data.map(({ y }) => Math.max(...(y as number[])))).toEqual([0.25, 2]);
  });

  it("saturationFigure's slider names a frame for each α, and the frames reach the bundle", () => {
    const made = saturationFigure([1, 8], { slider: true });
    expect(made.data.map(({ name, yaxis }) => [name, yaxis])).toEqual([
      ["α = 1", "y"],
      ["α = 1", "y2"],
    ]);
    const peaks = made.frames?.map(({ data }) =>
      data?.map(({ y }) => Math.max(...(y as number[]))),
    );
    expect(peaks).toEqual([
      [1 / (1 + Math.exp(-4)), 0.25],
      [1 / (1 + Math.exp(-32)), 2],
    ]);
    const [{ steps }] = made.layout.sliders as [{ steps: { label: string; args: unknown[] }[] }];
    expect(steps.map(({ label, args }) => [label, args[0]])).toEqual([
      ["1", ["1"]],
      ["8", ["8"]],
    ]);
    const bundle = bundleOf(made);
    expect(bundle["application/vnd.plotly.v1+json"]).toMatchObject({ frames: made.frames });
    const [, json = ""] =
      String(bundle["text/html"]).match(/<script type="application\/json">(.*?)<\/script>/s) ?? [];
    expect(JSON.parse(json).frames).toEqual(made.frames);
    expect(bundle["text/plain"]).toContain("for α = 8, 2 at 0");
  });

  it("curveFigure draws each curve over x, or over its steps, in a dash of its own", () => {
    const curves = { falling: [1, 0.5, 0.12345], rising: tf.tensor1d([0, 1, 2]) };
    const made = curveFigure(curves, { title: "Two curves", yRange: [0, 2] });
    expect(made.data).toMatchObject([
      {
        name: "falling",
        mode: "lines",
        x: [0, 1, 2],
        y: [1, 0.5, 0.12345],
        line: { dash: "solid" },
      },
      { name: "rising", mode: "lines", x: [0, 1, 2], y: [0, 1, 2], line: { dash: "dash" } },
    ]);
    expect(made.layout).toMatchObject({
      title: { text: "Two curves" },
      xaxis: { title: { text: "step" } },
      yaxis: { title: { text: "loss" }, range: [0, 2] },
    });
    expect(bundleOf(made)["text/plain"]).toBe(
      "Two curves: falling from 1 to 0.123; rising from 0 to 2.",
    );
    const marked = curveFigure(
      { a: Float32Array.of(3, 4), b: [5, 6] },
      { x: [10, 20], markers: true },
    );
    expect(marked.data).toMatchObject([
      { mode: "lines+markers", x: [10, 20], y: [3, 4], marker: { symbol: "circle" } },
      { mode: "lines+markers", x: [10, 20], y: [5, 6], marker: { symbol: "square" } },
    ]);
  });

  it("curveFigure refuses what is no curve, by name", () => {
    expect(() => curveFigure({})).toThrow(
      "Cannot draw curves: curves must name one, but are empty",
    );
    expect(() => curveFigure({ loss: tf.ones([2, 2]) })).toThrow(
      "Cannot draw curves: loss must be a vector of numbers, but is a tensor of shape [2,2]",
    );
    expect(() => curveFigure({ loss: [1, 2] }, { x: [1] })).toThrow(
      "Cannot draw curves: loss must have as many values as x, 1, but has 2",
    );
  });

  it("landscapeFigure draws each loss and its lowest point, and keeps no tensor", () => {
    const before = tf.memory().numTensors;
    const { data } = landscapeFigure({
      square: (p) => (p - 0.25) ** 2,
      tensor: (p) => tf.scalar(1 - p),
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(data.map(({ name }) => name)).toEqual(["square", "tensor", "lowest"]);
    expect(data[2]?.x).toEqual([0.25, 1]);
  });

  it("landscapeMapFigure's arrows point downhill, its descent is that of the formula, and no tensor is kept", () => {
    const before = tf.memory().numTensors;
    // The mean of (z − c)², c = (1, −2): its gradient is z − c, so a descent comes nearer by 1 − rate.
    const loss = (z: tf.Tensor) => z.sub(tf.tensor1d([1, -2])).square();
    const options = { points: 9, start: [-3, 2], steps: 2, learningRate: 0.5 } as const;
    const made = landscapeMapFigure(loss, options);
    expect(tf.memory().numTensors).toBe(before);
    const [cells, arrows, path] = made.data;
    const color = (cells?.marker as { color?: number[] } | undefined)?.color ?? [];
    const at = (a: number, b: number) => color[(b + 4) * 9 + (a + 4)];
    expect([at(1, -2), at(-3, 0), at(4, 4)]).toEqual([0, 10, 22.5]);
    const [x, y] = [arrows?.x as number[], arrows?.y as number[]];
    const marker = arrows?.marker as { angle: number[]; symbol: string[] } | undefined;
    const { angle = [], symbol = [] } = marker ?? {};
    expect(new Set(symbol)).toEqual(new Set(["arrow"]));
    for (const [i, degrees] of angle.entries()) {
      // Clockwise from upwards: the arrow's tip lies on the way to the lowest point.
      const [dx, dy] = [1 - (x[i] ?? 0), -2 - (y[i] ?? 0)];
      const length = Math.hypot(dx, dy);
      expect(Math.sin((degrees * Math.PI) / 180)).toBeCloseTo(dx / length, 5);
      expect(Math.cos((degrees * Math.PI) / 180)).toBeCloseTo(dy / length, 5);
    }
    expect([path?.x, path?.y]).toEqual([
      [-3, -1, 0],
      [2, 0, -1],
    ]);
    expect(bundleOf(made)["text/plain"]).toBe(
      "Loss over logit 0 and logit 1; lowest at (1, -2), where it is 0; a descent from (-3, 2) comes to (0, -1).",
    );
    const flat = landscapeMapFigure((z) => z.mul(0), { points: 2 }).data[1]?.marker;
    expect(new Set((flat as { symbol: string[] }).symbol)).toEqual(new Set(["circle"]));
  });

  it("maskFigure puts the masks side by side, the first row at the top", () => {
    const { data, layout } = maskFigure({ target: [[1, 0]], prediction: [[0.5, 0.5]] });
    expect(data.map(({ xaxis, yaxis }) => [xaxis, yaxis])).toEqual([
      ["x", "y"],
      ["x2", "y2"],
    ]);
    expect(layout).toMatchObject({
      yaxis: { range: [0.5, -0.5] },
      yaxis2: { scaleanchor: "x2" },
    });
  });

  it("maskFigure is no higher than its masks side by side need", () => {
    const square = [
      [0, 1],
      [1, 0],
    ];
    expect(maskFigure({ only: square }).layout.height).toBe(360);
    const four = { a: square, b: square, c: square, d: square };
    expect(maskFigure(four).layout.height).toBe(270);
    expect(maskFigure({ ...four, d: [[0], [1], [2]] }).layout.height).toBe(360);
  });

  it("maskFigure writes the values on the pixels in place of the scale, when asked", () => {
    const masks = { prediction: tf.tensor2d([[0.9, Number.NaN]]), sum: [[0, 2]] };
    const [prediction, sum] = maskFigure(masks, { values: true }).data;
    expect(prediction).toMatchObject({
      text: ["0.9", "NaN"],
      textposition: "inside",
      hovertext: ["row 0, column 0: 0.9", "row 0, column 1: NaN"],
    });
    expect(sum).toMatchObject({ text: ["0", "2"], marker: { showscale: false } });
    const faint = { faint: [[4.54e-5, 0.000553, -1e-9]] };
    expect(maskFigure(faint, { values: true }).data[0]).toMatchObject({
      text: ["0", "0.001", "0"],
      hovertext: [
        "row 0, column 0: 0.0000454",
        "row 0, column 1: 0.000553",
        "row 0, column 2: -1e-9",
      ],
    });
    expect(maskFigure(faint, { values: true, range: [0, 1e-4] }).data[0]).toMatchObject({
      text: ["0.0000454", "0.000553", "0"],
    });
    expect(maskFigure(masks).data[1]).toMatchObject({
      textposition: "none",
      marker: { showscale: true },
    });
  });

  it("maskFigure is described by its masks' names, or as it is told", () => {
    const masks = { target: [[1]], prediction: [[0]] };
    expect(bundleOf(maskFigure(masks))["text/plain"]).toBe("Masks: target, prediction.");
    const description = "The prediction misses the only pixel.";
    expect(bundleOf(maskFigure(masks, { description }))["text/plain"]).toBe(description);
  });
});
