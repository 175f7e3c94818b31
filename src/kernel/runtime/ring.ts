/**
 * A ring of bytes shared by the main thread, which writes, and the worker, which reads.
 *
 * The worker can read while the main thread is blocked by a cell, and a main thread that writes
 * faster than the worker reads waits: output is live, complete and bounded in memory.
 */
const ringBytes = 4 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

/** Positions count up and wrap at 2³²: their difference is the number of bytes between them. */
const slots = { written: 0, read: 1, asleep: 2, marks: 3 } as const;
/** What a mark stands for is not in the ring, so that its size does not bound them. */
const mostMarks = 64;
const stateBytes = 16;
const headerBytes = 12;

/** `mark`: the four bytes of a message's number. */
export type RecordKind = "stdout" | "stderr" | "mark";
const kinds: readonly RecordKind[] = ["stdout", "stderr", "mark"];

export interface RingRecord {
  readonly kind: RecordKind;
  readonly cellId: number;
  readonly bytes: Uint8Array;
}

export function createRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(stateBytes + ringBytes);
}

export class RingWriter {
  readonly #state: Int32Array;
  readonly #ring: Uint8Array;
  readonly #wake: () => void;

  constructor(shared: SharedArrayBuffer, wake: () => void) {
    this.#state = new Int32Array(shared, 0, 4);
    this.#ring = new Uint8Array(shared, stateBytes);
    this.#wake = wake;
  }

  /** Writes bytes, in several records where they are many; waits while the ring is full. */
  write(kind: RecordKind, cellId: number, bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      this.#writeRecord(kind, cellId, bytes.subarray(start, start + pieceBytes));
    }
  }

  /**
   * Marks the place of a message that goes by another way; waits while many are unread, so that a
   * loop of messages does not run ahead of what an interrupt then has to wait for.
   */
  mark(number: number): void {
    const bytes = new DataView(new ArrayBuffer(4));
    bytes.setUint32(0, number);
    this.#writeRecord("mark", 0, new Uint8Array(bytes.buffer));
    for (;;) {
      const read = Atomics.load(this.#state, slots.marks);
      if ((number - read) >>> 0 <= mostMarks) return;
      Atomics.wait(this.#state, slots.marks, read, 100);
    }
  }

  #writeRecord(kind: RecordKind, cellId: number, bytes: Uint8Array): void {
    const length = headerBytes + bytes.length;
    for (;;) {
      const read = Atomics.load(this.#state, slots.read);
      if (ringBytes - ((Atomics.load(this.#state, slots.written) - read) >>> 0) >= length) break;
      this.#notify();
      Atomics.wait(this.#state, slots.read, read, 100);
    }
    const at = Atomics.load(this.#state, slots.written);
    const header = new DataView(new ArrayBuffer(headerBytes));
    header.setUint32(0, kinds.indexOf(kind));
    header.setUint32(4, cellId);
    header.setUint32(8, bytes.length);
    this.#put(at, new Uint8Array(header.buffer));
    this.#put(at + headerBytes, bytes);
    // The record appears as a whole: an interrupt may end this thread's work at any point.
    Atomics.store(this.#state, slots.written, (at + length) | 0);
    this.#notify();
  }

  #put(position: number, bytes: Uint8Array): void {
    const at = (position >>> 0) % ringBytes;
    const first = bytes.subarray(0, ringBytes - at);
    this.#ring.set(first, at);
    this.#ring.set(bytes.subarray(first.length), 0);
  }

  #notify(): void {
    if (Atomics.exchange(this.#state, slots.asleep, 0) === 1) this.#wake();
  }
}

export class RingReader {
  readonly #state: Int32Array;
  readonly #ring: Uint8Array;

  constructor(shared: SharedArrayBuffer) {
    this.#state = new Int32Array(shared, 0, 4);
    this.#ring = new Uint8Array(shared, stateBytes);
  }

  /** The next record, or undefined: then the writer wakes the reader at its next one. */
  next(): RingRecord | undefined {
    if (this.#available() === 0) {
      Atomics.store(this.#state, slots.asleep, 1);
      // What came between the look and the nap woke nobody.
      if (this.#available() === 0) return undefined;
      Atomics.store(this.#state, slots.asleep, 0);
    }
    const header = new DataView(this.#copy(0, headerBytes).buffer);
    const length = header.getUint32(8);
    const bytes = this.#copy(headerBytes, length);
    const read = Atomics.load(this.#state, slots.read);
    Atomics.store(this.#state, slots.read, (read + headerBytes + length) | 0);
    Atomics.notify(this.#state, slots.read);
    if (kinds[header.getUint32(0)] === "mark") {
      Atomics.store(this.#state, slots.marks, new DataView(bytes.buffer).getUint32(0) | 0);
      Atomics.notify(this.#state, slots.marks);
    }
    return { kind: kinds[header.getUint32(0)] ?? "stdout", cellId: header.getUint32(4), bytes };
  }

  #available(): number {
    return (Atomics.load(this.#state, slots.written) - Atomics.load(this.#state, slots.read)) >>> 0;
  }

  #copy(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const at = ((Atomics.load(this.#state, slots.read) + offset) >>> 0) % ringBytes;
    const copy = new Uint8Array(length);
    const first = Math.min(length, ringBytes - at);
    copy.set(this.#ring.subarray(at, at + first));
    copy.set(this.#ring.subarray(0, length - first), first);
    return copy;
  }
}
