/** 1 / (1 + e^−x); the exponential may overflow, the quotient does not. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** −t log σ(x) − (1 − t) log(1 − σ(x)), for any x. */
export const crossEntropy = (t: number, x: number): number =>
  Math.max(x, 0) - x * t + Math.log1p(Math.exp(-Math.abs(x)));
