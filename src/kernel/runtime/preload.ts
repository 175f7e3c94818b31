/** Parts of Node that it loads when they are first used. */
const lazyGlobals = [
  "Blob",
  "BroadcastChannel",
  "CompressionStream",
  "File",
  "FormData",
  "ReadableStream",
  "TextDecoderStream",
  "WebSocket",
] as const;

/**
 * Loads them before a cell does, while this thread has nothing to do: an interrupt that falls into
 * Node's own loading leaves the part half made until the process ends.
 */
export function preloadLazyParts(): void {
  const parts: (() => unknown)[] = [
    ...lazyGlobals.map((name) => () => Reflect.get(globalThis, name)),
    () => globalThis.crypto.subtle,
    () => globalThis.fetch("data:,").then((response) => response.text()),
  ];
  const next = () => {
    const part = parts.shift();
    if (part === undefined) return;
    // What a build of Node lacks need not be loaded.
    new Promise((resolve) => resolve(part())).catch(() => {});
    nextTurn(next);
  };
  nextTurn(next);
}

// Taken before a cell can replace it.
const nextTurn = setImmediate;
