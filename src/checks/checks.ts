import { displayed } from "./displayed.js";
import type { Exercise, Observation, Verdict } from "./exercise.js";
import { hintFeedback, solutionFeedback } from "./help.js";
import { judge } from "./judge.js";
import { isThenable } from "./observation/encode.js";
import { observeNow } from "./observation/observe.js";
import { progressFeedback } from "./progress.js";
import { findExercise } from "./registry.js";
import { verdictFeedback } from "./rendering/index.js";

export interface ChecksOptions {
  readonly exercises: readonly Exercise[];
  /** Displays a value in the notebook: the library's `show`. */
  readonly show: (value: unknown) => unknown;
}

/** The functions that a lesson's cells call, over one set of exercises. */
export interface Checks {
  readonly check: (id: string, answer: unknown) => void | Promise<void>;
  readonly hint: (id: string, number?: number) => void;
  readonly solution: (id: string) => void;
  readonly progress: (lesson?: string) => void;
}

/** Makes the functions; what they remember (states, hints given) lives as long as they do. */
export function createChecks({ exercises, show }: ChecksOptions): Checks {
  const states = new Map<string, Verdict["state"]>();
  const hintsGiven = new Map<string, number>();
  const lessons = new Set<string>();
  const find = (id: string): Exercise => {
    const exercise = findExercise(exercises, id);
    lessons.add(exercise.lesson);
    return exercise;
  };
  return {
    check(id, answer) {
      const exercise = find(id);
      const report = (observations: Observation[]): void => {
        const verdict = judge(exercise, exercise.visible, observations);
        states.set(id, verdict.state);
        show(displayed(verdictFeedback(exercise, verdict)));
      };
      const observations = observeNow(exercise, exercise.visible, answer);
      return isThenable(observations) ? observations.then(report) : report(observations);
    },
    hint(id, number) {
      const exercise = find(id);
      const wanted = number ?? Math.min((hintsGiven.get(id) ?? 0) + 1, exercise.hints.length);
      const feedback = hintFeedback(exercise, wanted);
      hintsGiven.set(id, wanted);
      show(displayed(feedback));
    },
    solution(id) {
      show(displayed(solutionFeedback(find(id))));
    },
    progress(lesson) {
      show(
        displayed(progressFeedback(exercises, states, lesson === undefined ? lessons : [lesson])),
      );
    },
  };
}
