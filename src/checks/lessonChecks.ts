import { show } from "../lib/index.js";
import { createChecks } from "./checks.js";
import { exercises } from "./lessons/index.js";

const checks = createChecks({ exercises, show });

/**
 * Checks an answer on the exercise's visible cases and shows the verdict: not attempted, incorrect,
 * correct, uncheckable or delegated.
 *
 * The feedback is shown before `check` returns, unless the answer is asynchronous; so a missing
 * `await` is harmless. Nothing is returned, for kernels print a cell's last value: the verdict would
 * stand there twice.
 *
 * @param id the exercise's id.
 * @param answer the learner's function or value.
 * @returns nothing; a promise of it when the answer is asynchronous.
 * @throws {RangeError} when no exercise has that id; the nearest id is named.
 * @example
 * ```ts
 * await check("soft-iou", softIou);
 * ```
 */
export const check: (id: string, answer: unknown) => void | Promise<void> = checks.check;

/**
 * Shows the exercise's next hint, or a certain one, counted from 1.
 *
 * @throws {RangeError} when there is no such exercise or hint.
 */
export const hint: (id: string, number?: number) => void = checks.hint;

/**
 * Shows the exercise's solution if its author allows it.
 *
 * @throws {RangeError} when no exercise has that id.
 */
export const solution: (id: string) => void = checks.solution;

/**
 * Shows the state and points of each exercise: of one lesson, or of those touched in this session.
 *
 * @throws {RangeError} when no lesson has that name.
 */
export const progress: (lesson?: string) => void = checks.progress;
