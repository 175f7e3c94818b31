import type { MessagePort } from "node:worker_threads";
import type { DisplayMessage, MimeBundle } from "../display/types.js";

/** One cell for the main thread to run. */
export interface RunRequest {
  readonly type: "run";
  readonly cellId: number;
  readonly code: string;
  readonly declared: readonly string[];
  readonly isAsync: boolean;
  /** Whether the value is shown: the cell ends in an expression, and is not silent. */
  readonly showResult: boolean;
  readonly allowInput: boolean;
  readonly expressions: readonly UserExpression[];
}

export interface UserExpression {
  readonly name: string;
  readonly code: string;
  readonly isAsync: boolean;
}

export interface FailedOutcome {
  readonly status: "error";
  readonly error: ThrownError;
}

/** An error as data; the worker, which has the cells' sources, renders it. */
export interface ThrownError {
  readonly ename: string;
  readonly evalue: string;
  /** What the stack says before its frames, usually "Name: message". */
  readonly heading: string;
  readonly frames: readonly Frame[];
  /** The causes and, of an AggregateError, the errors, each with what introduces it. */
  readonly related: readonly { readonly label: string; readonly error: ThrownError }[];
}

/** A frame of the learner's own code, counted from 1 in the code that ran. */
export interface Frame {
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

export type ExpressionOutcome =
  | { readonly status: "ok"; readonly data: MimeBundle; readonly metadata: JsonMap }
  | FailedOutcome;

type JsonMap = Readonly<Record<string, unknown>>;

/** From the worker, which speaks the protocol, to the main thread, which runs the cells. */
export type ToMain =
  | RunRequest
  /** A cell that is being checked imports something: what that takes can be made ready. */
  | { readonly type: "prepareImports" }
  /** The polite way to stop; a thread that does not answer is terminated. */
  | { readonly type: "interrupt"; readonly ticket: number; readonly terminated: boolean }
  | { readonly type: "comm"; readonly cellId: number; readonly event: CommEvent }
  /** What a variable holds, for a question about it; answered on the wake port. */
  | { readonly type: "value"; readonly ticket: number; readonly name: string }
  | { readonly type: "exit" };

export type CommEvent =
  | {
      readonly kind: "open";
      readonly commId: string;
      readonly target: string;
      readonly data: unknown;
      readonly metadata: JsonMap;
      readonly buffers: readonly Uint8Array[];
    }
  | {
      readonly kind: "message" | "close";
      readonly commId: string;
      readonly data: unknown;
      readonly metadata: JsonMap;
      readonly buffers: readonly Uint8Array[];
    };

/** From the main thread; each takes its place in the order of the streams. */
export type FromMain =
  /** A comm's message has been handed to its target. */
  | { readonly type: "handled"; readonly cellId: number }
  | { readonly type: "display"; readonly cellId: number; readonly message: DisplayMessage }
  | { readonly type: "comm"; readonly cellId: number; readonly event: CommEvent }
  | { readonly type: "result"; readonly cellId: number; readonly data: MimeBundle }
  | {
      readonly type: "broadcast";
      readonly cellId: number;
      readonly messageType: string;
      readonly content: JsonMap;
      readonly metadata: JsonMap;
      readonly buffers: readonly Uint8Array[];
    }
  /** An error that no reply tells of: an unhandled rejection, a throw in a timer. */
  | { readonly type: "error"; readonly cellId: number; readonly error: ThrownError }
  | {
      readonly type: "done";
      readonly cellId: number;
      readonly outcome: { readonly status: "ok" } | FailedOutcome;
      readonly expressions: Readonly<Record<string, ExpressionOutcome>>;
    }
  | {
      readonly type: "input";
      readonly cellId: number;
      readonly prompt: string;
      readonly password: boolean;
    }
  | { readonly type: "exiting"; readonly cellId: number; readonly code: number };

/** On the wake port, outside the order of the streams. */
export type WakeMessage =
  | { readonly type: "wake" }
  | { readonly type: "stopped"; readonly ticket: number }
  | { readonly type: "value"; readonly ticket: number; readonly text: string | undefined };

/** What the worker is started with. */
export interface WorkerStart {
  readonly connectionFile: string;
  readonly cwd: string;
  readonly ring: SharedArrayBuffer;
  /** Two words: the state of a question, see `inputStates`, and whether an exit has been told. */
  readonly words: SharedArrayBuffer;
  readonly ports: {
    /** Requests to the main thread. */
    readonly requests: MessagePort;
    /** `Envelope`s, read only at their marks in the ring. */
    readonly messages: MessagePort;
    readonly wake: MessagePort;
    /** Answers to questions, read by a main thread that is blocked. */
    readonly input: MessagePort;
  };
}
