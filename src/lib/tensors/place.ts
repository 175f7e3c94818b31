/** Where the element with a row-major number stands, one index an axis. */
export function placeOf(number: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = number;
  for (const size of shape.toReversed()) {
    place.push(rest % size);
    rest = Math.floor(rest / size);
  }
  return place.reverse();
}
