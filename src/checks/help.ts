import type { Exercise } from "./exercise.js";
import type { Block, Feedback } from "./rendering/index.js";

const color = "var(--jp-info-color1, #01579b)";

/** A hint, counted from 1. Throws RangeError when the exercise has no such hint. */
export function hintFeedback(exercise: Exercise, number: number): Feedback {
  const { id, hints, title } = exercise;
  const text = hints[number - 1];
  if (text === undefined) {
    throw new RangeError(
      `Cannot show hint ${number} of ${JSON.stringify(id)}: it has ${hints.length} ${hints.length === 1 ? "hint" : "hints"}, counted from 1.`,
    );
  }
  const more = number < hints.length;
  const blocks: Block[] = [{ kind: "paragraph", text }, ...(more ? [next(`hint("${id}")`)] : [])];
  if (!more && exercise.solution !== undefined) blocks.push(next(`solution("${id}")`));
  return {
    sign: "?",
    headline: `Hint ${number} of ${hints.length}: ${title} (${id})`,
    color,
    blocks,
  };
}

/** The solution, or that its author keeps it closed. */
export function solutionFeedback(exercise: Exercise): Feedback {
  const { id, title, solution } = exercise;
  const headline = `Solution: ${title} (${id})`;
  const blocks: Block[] =
    solution === undefined
      ? [
          { kind: "paragraph", text: "The author of this exercise shows no solution." },
          next(`hint("${id}")`),
        ]
      : [{ kind: "code", text: solution }];
  return { sign: "=", headline, color, blocks };
}

function next(call: string): Block {
  return { kind: "paragraph", label: "Next", text: `\`${call}\`` };
}
