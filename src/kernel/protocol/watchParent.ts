const everyMs = 1_000;

/** Calls back when the process that started this one has ended; keeps the thread alive. */
export function watchParent(gone: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    // Of a parent that was gone from the start, or is the first of a container, nothing is known.
    if (parent > 1 && process.ppid !== parent) gone();
  }, everyMs);
}
