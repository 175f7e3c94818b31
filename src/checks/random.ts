/**
 * A seeded source of numbers in [0, 1), for the hidden cases of an exercise: the same seed gives the
 * same cases on every machine. The seed, any text, is hashed with FNV-1a to three words of
 * sfc32's state (C. Doty-Humphrey, PractRand); the fourth counts from 1, and 15 rounds are thrown away.
 *
 * @example
 * ```ts
 * const random = seededRandom("5f3a:soft-iou");
 * const cases = exercise.generate(random);
 * ```
 */
export function seededRandom(seed: string): () => number {
  let a = fnv1a(`a${seed}`);
  let b = fnv1a(`b${seed}`);
  let c = fnv1a(`c${seed}`);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash | 0;
}
