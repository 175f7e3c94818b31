import * as tf from "@tensorflow/tfjs";
import * as library from "../lib/index.js";
import { type Called, isPending, observeCall, returned, thrown } from "./called.js";
import { watchDelegates } from "./delegation.js";
import { decode, describe, isThenable } from "./encode.js";
import type { Case, Exercise, Observation } from "./exercise.js";
import { callWithGradient } from "./gradient.js";

export interface ObserveOptions {
  /** How long an answer's promise may take, in milliseconds; 10 s when absent. */
  readonly settleMs?: number;
}

/**
 * Runs an answer on each case and writes down what it did, as plain data. Never throws for what the
 * answer does, and leaves no tensors behind (those that an asynchronous answer makes after its first
 * `await` are its own).
 */
export async function observe(
  exercise: Exercise,
  cases: readonly Case[],
  answer: unknown,
  options: ObserveOptions = {},
): Promise<Observation[]> {
  return await observeNow(exercise, cases, answer, options);
}

/** As `observe`, but at once, without a promise, as long as the answer returns none. */
export function observeNow(
  exercise: Exercise,
  cases: readonly Case[],
  answer: unknown,
  options: ObserveOptions = {},
): Observation[] | Promise<Observation[]> {
  const done: Observation[] = [];
  for (const [index, given] of cases.entries()) {
    const observed = observeCase(exercise, given, answer, options);
    if (!isThenable(observed)) {
      done.push(observed);
      continue;
    }
    return observed.then(async (settled) => {
      const rest = await observeNow(exercise, cases.slice(index + 1), answer, options);
      return [...done, settled, ...rest];
    });
  }
  return done;
}

function observeCase(
  exercise: Exercise,
  given: Case,
  answer: unknown,
  options: ObserveOptions,
): Observation | Promise<Observation> {
  if (answer === undefined || answer === null) return { status: "notAttempted" };
  if (typeof answer !== "function") {
    if (exercise.answer.kind === "value") return returned(answer);
    return { status: "unusable", got: `${describe(answer)}, where a function is expected` };
  }
  const watch = watchDelegates(exercise.delegates);
  const finish = (observed: Observation): Observation => {
    watch.stop();
    return withDelegate(observed, delegateIs(exercise, answer) ?? watch.found());
  };
  const { called, made } = inScope(() => callAnswer(exercise, given, answer));
  if (!isPending(called)) return finish(called);
  return settle(called.pending, exercise, answer, options)
    .then(finish)
    .finally(() => tf.dispose(made));
}

type AnswerFunction = (...inputs: unknown[]) => unknown;

function callAnswer(exercise: Exercise, given: Case, answer: unknown): Called {
  const inputs = exercise.answer.kind === "value" ? [] : given.inputs.map(decode);
  const call = (changed: readonly unknown[]): unknown => (answer as AnswerFunction)(...changed);
  return exercise.gradientOf === undefined
    ? observeCall(() => call(inputs), answer)
    : callWithGradient(call, inputs, exercise.gradientOf, answer);
}

/**
 * Disposes what the call made; when it is still to settle, what it made before its first `await` must
 * live on and is handed out instead. The scope itself never stays open across an `await`: other
 * cells' tensors would fall into it.
 */
function inScope(call: () => Called): { called: Called; made: tf.Tensor[] } {
  const engine = tf.engine();
  let made: tf.Tensor[] = [];
  engine.startScope("observe");
  try {
    const called = call();
    if (isPending(called)) made = [...engine.state.activeScope.track];
    return { called, made };
  } finally {
    engine.endScope(made);
  }
}

async function settle(
  pending: PromiseLike<unknown>,
  exercise: Exercise,
  answer: unknown,
  { settleMs = 10_000 }: ObserveOptions,
): Promise<Observation> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Observation>((resolve) => {
    const got = `a promise that did not settle within ${settleMs / 1000} s`;
    timer = setTimeout(() => resolve({ status: "unusable", got }), settleMs);
  });
  const settled = Promise.resolve(pending).then(
    (value): Observation => {
      const observed = returned(value);
      disposeValue(value);
      if (exercise.gradientOf === undefined || observed.status !== "returned") return observed;
      const gradientError =
        "The answer is asynchronous, and TensorFlow.js takes gradients of synchronous functions only.";
      return { ...observed, gradientError };
    },
    (error: unknown) => thrown(error, answer),
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}

function disposeValue(value: unknown): void {
  try {
    tf.dispose(value as tf.TensorContainer);
  } catch {
    // A value that cannot be walked holds no tensor that we could free.
  }
}

function withDelegate(observed: Observation, delegatedTo: string | undefined): Observation {
  if (observed.status !== "returned" || delegatedTo === undefined) return observed;
  return { ...observed, delegatedTo };
}

/** The delegate that the answer *is*, under whatever name. */
function delegateIs(exercise: Exercise, answer: unknown): string | undefined {
  const exported: { readonly [name: string]: unknown } = { ...library };
  return exercise.delegates.find((name) => exported[name] === answer);
}
