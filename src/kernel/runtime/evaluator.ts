import { type Runtime, Session } from "node:inspector";

/** What came of a piece of user code. */
export type Outcome<T> =
  | { readonly status: "ok"; readonly value: T }
  | { readonly status: "threw"; readonly error: unknown; readonly place: ThrownAt | undefined }
  /** Interrupted by `Runtime.terminateExecution`. */
  | { readonly status: "terminated" };

/** Where a script threw, counted from 0 in the code that ran. */
export interface ThrownAt {
  /** Empty where the inspector does not tell. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

const slot = Symbol.for("softgrad.kernel.slot");

/**
 * Runs user code on this thread through its own inspector session.
 *
 * The inspector's call is a barrier: an interrupt ends the user's frames and leaves those below,
 * which are ours, alone. Scripts share one global scope, as the cells of a notebook do.
 */
export class Evaluator {
  readonly #session = new Session();
  #taken: unknown;
  #job: () => unknown = () => undefined;

  constructor() {
    this.#session.connect();
    const exchange = {
      take: (value: unknown) => {
        this.#taken = value;
      },
      run: () => {
        this.#taken = this.#job();
      },
    };
    Object.defineProperty(globalThis, slot, { value: exchange });
  }

  /** Evaluates a script in the global scope; the value is its completion. */
  evaluate(expression: string): Outcome<unknown> {
    const answer = this.#post("Runtime.evaluate", {
      expression,
      silent: true,
      objectGroup: "cell",
    });
    if (answer === undefined) return { status: "terminated" };
    const outcome: Outcome<unknown> =
      answer.exceptionDetails === undefined
        ? { status: "ok", value: this.#valueOf(answer.result) }
        : {
            status: "threw",
            error: this.#errorOf(answer.exceptionDetails),
            place: placeOf(answer.exceptionDetails),
          };
    this.#session.post("Runtime.releaseObjectGroup", { objectGroup: "cell" });
    return outcome;
  }

  /** Calls a function that runs user code, such as a value's own way to display itself. */
  call<T>(job: () => T): Outcome<T> {
    this.#job = job;
    const answer = this.#post("Runtime.evaluate", {
      expression: `globalThis[Symbol.for("softgrad.kernel.slot")].run()`,
      silent: true,
      objectGroup: "call",
    });
    this.#job = () => undefined;
    const taken = this.#taken as T;
    this.#taken = undefined;
    if (answer === undefined) return { status: "terminated" };
    const { exceptionDetails: details } = answer;
    const outcome: Outcome<T> =
      details === undefined
        ? { status: "ok", value: taken }
        : { status: "threw", error: this.#errorOf(details), place: undefined };
    this.#session.post("Runtime.releaseObjectGroup", { objectGroup: "call" });
    return outcome;
  }

  /** What the inspector tells of a variable, without running code that could change anything. */
  preview(name: string): Runtime.RemoteObject | undefined {
    const parameters: Runtime.EvaluateParameterType & { readonly throwOnSideEffect: true } = {
      expression: name,
      throwOnSideEffect: true,
      generatePreview: true,
      silent: true,
      objectGroup: "preview",
    };
    const answer = this.#post("Runtime.evaluate", parameters);
    this.#session.post("Runtime.releaseObjectGroup", { objectGroup: "preview" });
    return answer?.exceptionDetails === undefined ? answer?.result : undefined;
  }

  close(): void {
    this.#session.disconnect();
  }

  /** The answer, which comes before `post` returns; undefined when an interrupt ended the code. */
  #post(
    method: "Runtime.evaluate",
    parameters: Runtime.EvaluateParameterType,
  ): Runtime.EvaluateReturnType | undefined {
    let answer: Runtime.EvaluateReturnType | undefined;
    this.#session.post(method, parameters, (failure, result) => {
      if (failure === null) answer = result;
    });
    return answer;
  }

  #errorOf(details: Runtime.ExceptionDetails): unknown {
    return details.exception === undefined
      ? new Error(details.text)
      : this.#valueOf(details.exception);
  }

  /** The value itself, where the inspector speaks of a remote object. */
  #valueOf(remote: Runtime.RemoteObject): unknown {
    if (remote.objectId === undefined) return primitiveOf(remote);
    this.#session.post("Runtime.callFunctionOn", {
      objectId: remote.objectId,
      functionDeclaration: `function () { "use strict"; globalThis[Symbol.for("softgrad.kernel.slot")].take(this) }`,
      silent: true,
    });
    const value = this.#taken;
    this.#taken = undefined;
    return value;
  }
}

function primitiveOf({ type, value, unserializableValue }: Runtime.RemoteObject): unknown {
  if (unserializableValue === undefined) return type === "undefined" ? undefined : value;
  if (type === "bigint") return BigInt(unserializableValue.slice(0, -1));
  return unserializableValue === "-0" ? -0 : Number(unserializableValue);
}

function placeOf({ url, lineNumber, columnNumber, stackTrace }: Runtime.ExceptionDetails) {
  const frame = stackTrace?.callFrames[0];
  return {
    url: url ?? frame?.url ?? "",
    line: frame?.lineNumber ?? lineNumber,
    column: frame?.columnNumber ?? columnNumber,
  };
}
