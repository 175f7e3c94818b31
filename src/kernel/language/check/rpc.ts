import type { Writable } from "node:stream";

/** JSON-RPC 2.0 in the framing of the language server protocol, over a pair of streams. */
export interface Rpc {
  request<Result>(method: string, params: unknown): Promise<Result>;
  /** Fails everything that is under way. */
  close(reason: Error): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

const headerEnd = Buffer.from("\r\n\r\n");

/** @param answer what the other side asks of us, such as the text of a file. */
export function createRpc(
  input: NodeJS.ReadableStream,
  output: Writable,
  answer: (method: string, params: unknown) => unknown,
): Rpc {
  const waiting = new Map<number, Waiting>();
  let received: Buffer = Buffer.alloc(0);
  let lastId = 0;
  let closed: Error | undefined;

  const send = (message: Message): void => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    output.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = ({ id, method, params, result, error }: Message): void => {
    if (method !== undefined) {
      if (id !== undefined) send({ id, result: answer(method, params) ?? null });
      return;
    }
    const request = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !request) return;
    waiting.delete(id);
    if (error) request.reject(new Error(error.message));
    else request.resolve(result);
  };
  const receiveAll = (): void => {
    for (;;) {
      const end = received.indexOf(headerEnd);
      if (end === -1) return;
      const header = received.subarray(0, end).toString("latin1");
      const length = Number(/content-length: *(\d+)/i.exec(header)?.[1] ?? 0);
      const start = end + headerEnd.length;
      if (received.length < start + length) return;
      const body = received.subarray(start, start + length).toString();
      received = received.subarray(start + length);
      receive(JSON.parse(body) as Message);
    }
  };
  input.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    // The compiler asks for hundreds of files at a time: one write answers what one read brought.
    output.cork();
    receiveAll();
    output.uncork();
  });

  return {
    request<Result>(method: string, params: unknown) {
      if (closed) return Promise.reject(closed);
      lastId += 1;
      const id = lastId;
      return new Promise<Result>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
        send({ id, method, params });
      });
    },
    close(reason) {
      closed = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}
