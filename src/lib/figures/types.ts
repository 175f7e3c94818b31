import type * as tf from "@tensorflow/tfjs";

/** A row of numbers or labels; tensors and typed arrays become plain arrays in the figure. */
export type Column =
  | readonly unknown[]
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | tf.Tensor;

/** One trace of Plotly. The common fields are named; any other of Plotly's goes through as it is. */
export interface PlotlyTrace {
  readonly type?: string;
  readonly name?: string;
  readonly mode?: string;
  readonly x?: Column;
  readonly y?: Column;
  readonly z?: Column;
  readonly [field: string]: unknown;
}

/** An axis of Plotly's layout. */
export interface PlotlyAxis {
  readonly title?: string | { readonly text: string };
  readonly range?: readonly [number, number];
  readonly [field: string]: unknown;
}

/** Plotly's layout. */
export interface PlotlyLayout {
  readonly title?: string | { readonly text: string };
  readonly xaxis?: PlotlyAxis;
  readonly yaxis?: PlotlyAxis;
  readonly height?: number;
  readonly width?: number;
  readonly [field: string]: unknown;
}

/** A state that a slider or button can bring the figure to: what some of its traces become. */
export interface PlotlyFrame {
  /** By which the slider's steps ask for it. */
  readonly name: string;
  readonly data?: readonly PlotlyTrace[];
  /** Places of the traces that `data` changes; the first ones when absent. */
  readonly traces?: readonly number[];
  readonly layout?: PlotlyLayout;
  readonly [field: string]: unknown;
}

/** Representations of one value by MIME type, as Jupyter takes them. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** A picture as plain Plotly JSON that can show itself in Jupyter. */
export interface PlotlyFigure {
  readonly data: readonly PlotlyTrace[];
  readonly layout: PlotlyLayout;
  /** Only in a figure that moves. */
  readonly frames?: readonly PlotlyFrame[];
  /** One bundle: Plotly's JSON, HTML that draws where Plotly is on the page, and a sentence. */
  readonly [display]: () => MimeBundle;
}

/** The method by which Deno's kernel, and `show`, ask a value for its MIME bundle. */
export const display: unique symbol = Symbol.for("Jupyter.display");
