/** Cuts a stream of bytes into lines; a line longer than `limit` bytes is dropped whole. */
export class LineReader {
  #parts: Buffer[] = [];
  #length = 0;
  #dropping = false;

  constructor(
    private readonly limit: number,
    private readonly onLine: (line: string) => void,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.#keep(chunk.subarray(start, end));
      if (!this.#dropping) this.onLine(Buffer.concat(this.#parts).toString("utf8"));
      this.#parts = [];
      this.#length = 0;
      this.#dropping = false;
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(part: Buffer): void {
    if (this.#dropping) return;
    this.#length += part.length;
    if (this.#length <= this.limit) {
      this.#parts.push(part);
      return;
    }
    this.#parts = [];
    this.#dropping = true;
  }
}
