/** What the type checker knows of the functions by which every cell can ask for input. */
export const inputDeclaration = `/** Asks for a secret: what is typed does not show, and is not kept. */
declare function promptSecret(message?: string): string;
`;

/** What the type checker knows of the kernel's own module, wherever the notebook lies. */
export const commsDeclaration = `declare module "softgrad/kernel" {
  interface CommMessage {
    readonly data: unknown;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly buffers: readonly Uint8Array[];
  }
  interface CommExtra {
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly buffers?: readonly Uint8Array[];
  }
  /** One end of a channel to an extension of the front end. */
  interface Comm {
    readonly id: string;
    readonly target: string;
    send(data: unknown, extra?: CommExtra): void;
    close(data?: unknown, extra?: CommExtra): void;
    onMessage: ((message: CommMessage) => void) | undefined;
    onClose: ((message: CommMessage) => void) | undefined;
  }
  interface Comms {
    /** Lets the front end open comms of this name. */
    register(target: string, opened: (comm: Comm, message: CommMessage) => void): void;
    unregister(target: string): void;
    /** Opens a comm to the front end. */
    open(target: string, data?: unknown, extra?: CommExtra): Comm;
  }
  /** The comms of this kernel. */
  export function comms(): Comms;
}
`;
