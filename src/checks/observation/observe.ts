import * as tf from "@tensorflow/tfjs";
import * as library from "../../lib/index.js";
import type { Case, Observation, ProbedExercise } from "../exercise.js";
import { type Called, isPending, observeCall, returned } from "./called.js";
import { type DelegationWatch, watchDelegates } from "./delegation.js";
import { decode, describe, isThenable } from "./encode.js";
import { callWithGradient } from "./gradient.js";
import { settle } from "./settle.js";

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
  exercise: ProbedExercise,
  cases: readonly Case[],
  answer: unknown,
  options: ObserveOptions = {},
): Promise<Observation[]> {
  return await observeNow(exercise, cases, answer, options);
}

/** As `observe`, but at once, without a promise, as long as the answer returns none. */
export function observeNow(
  exercise: ProbedExercise,
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
  exercise: ProbedExercise,
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
  const { called, made } = inScope(() => callAnswer(exercise, given, answer, watch));
  if (!isPending(called)) return finish(called);
  return settle(called.pending, exercise, answer, options.settleMs ?? 10_000)
    .then(finish)
    .finally(() => tf.dispose(made));
}

type AnswerFunction = (...inputs: unknown[]) => unknown;

function callAnswer(
  exercise: ProbedExercise,
  given: Case,
  answer: unknown,
  watch: DelegationWatch,
): Called {
  const inputs = exercise.answer.kind === "value" ? [] : given.inputs.map(decode);
  // Only the answer's own call is watched: the gradient around it is taken by us.
  const call = (changed: readonly unknown[]): unknown =>
    watch.around(() => (answer as AnswerFunction)(...changed));
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

function withDelegate(observed: Observation, delegatedTo: string | undefined): Observation {
  if (observed.status !== "returned" || delegatedTo === undefined) return observed;
  return { ...observed, delegatedTo };
}

/** The delegate that the answer *is*, under whatever name. */
function delegateIs(exercise: ProbedExercise, answer: unknown): string | undefined {
  const exported: { readonly [name: string]: unknown } = { ...library };
  return exercise.delegates.find((name) => exported[name] === answer);
}
