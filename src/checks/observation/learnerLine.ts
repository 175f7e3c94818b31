/**
 * The line of the answer's own source at which an error came up, as text: a notebook's cell has no
 * file to point into. `undefined` where the stack does not tell.
 */
export function learnerLine(error: unknown, answer: unknown): string | undefined {
  if (!(error instanceof Error) || typeof answer !== "function" || answer.name === "") {
    return undefined;
  }
  const frame = framesOf(error).find((site) => site.getFunctionName() === answer.name);
  const line = frame?.getLineNumber();
  // V8 tells where the function around a frame begins; the type of Node's library lacks it.
  const start = (frame as EnclosingSite | undefined)?.getEnclosingLineNumber?.();
  if (typeof line !== "number" || typeof start !== "number") return undefined;
  const source = Function.prototype.toString.call(answer).split("\n")[line - start]?.trim() ?? "";
  // A notebook's compiler turns imported names into properties of its exports.
  const text = source.replaceAll(/\bexports\.(?=[A-Za-z_$])/g, "").slice(0, 200);
  return text === "" ? undefined : text;
}

interface EnclosingSite {
  readonly getEnclosingLineNumber?: () => number | null;
}

/** V8 formats a stack when it is first read, so its frames can be taken then; else there are none. */
function framesOf(error: Error): readonly NodeJS.CallSite[] {
  let frames: readonly NodeJS.CallSite[] = [];
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (thrown, sites) => {
    frames = sites;
    return `${thrown}\n    at ${sites.join("\n    at ")}`;
  };
  try {
    void error.stack;
  } catch {
    // A learner's error may forbid the reading.
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
  return frames;
}
