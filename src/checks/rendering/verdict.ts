import type { Case, Exercise, Verdict } from "../exercise.js";
import { isOperation } from "../isOperation.js";
import type { Block, Feedback } from "./block.js";
import { pointsText } from "./points.js";
import { stateLook } from "./state.js";
import { comparisonBlocks, inputBlocks } from "./values.js";

/** What a learner is told about a verdict; `cases` are those whose inputs may be shown. */
export function verdictFeedback(
  exercise: Exercise,
  verdict: Verdict,
  cases: readonly Case[] = exercise.visible,
): Feedback {
  const { sign, word, color } = stateLook(verdict.state);
  const headline = `${word}: ${exercise.title} (${exercise.id})`;
  return { sign, headline, color, blocks: verdictBlocks(exercise, verdict, cases) };
}

function verdictBlocks(exercise: Exercise, verdict: Verdict, cases: readonly Case[]): Block[] {
  const next: Block = { kind: "paragraph", label: "Next", text: `\`hint("${exercise.id}")\`` };
  switch (verdict.state) {
    case "notAttempted":
      return [paragraph(notAttemptedText(exercise)), next];
    case "correct":
      return [paragraph(correctText(exercise, verdict.cases))];
    case "delegated":
      return [
        paragraph(
          `This calls ${ownerOf(verdict.to)}\`${verdict.to}\`, which is what you are asked to write. Write it yourself, then compare the two.`,
        ),
        next,
      ];
    case "uncheckable":
      return [
        ...(verdict.case === undefined ? [] : [caseBlock(verdict.case)]),
        paragraph(verdict.reason),
        ...casesInputs(exercise, cases, verdict.case),
        next,
      ];
    case "incorrect":
      return [
        caseBlock(verdict.case),
        { kind: "paragraph", label: "What fails", text: `${verdict.fails.replace(/\.$/, "")}.` },
        ...(verdict.diagnosis === undefined ? [] : [paragraph(verdict.diagnosis.message)]),
        ...comparisonBlocks(verdict.expected, verdict.got, exercise.tolerance),
        ...casesInputs(exercise, cases, verdict.case),
        next,
      ];
  }
}

function notAttemptedText({ answer }: Exercise): string {
  const what = answer.kind === "function" ? "function" : "value";
  return `The ${what} \`${answer.name}\` still waits for your answer.`;
}

function correctText({ points }: Exercise, cases: number): string {
  const held = cases === 1 ? "The case holds" : `All ${cases} cases hold`;
  return `${held}. ${pointsText(points)}; grading looks at further cases.`;
}

function caseBlock(name: string): Block {
  return { kind: "paragraph", label: "Case", text: name };
}

function casesInputs(exercise: Exercise, cases: readonly Case[], name?: string): Block[] {
  const given = cases.find((candidate) => candidate.name === name);
  return given === undefined ? [] : inputBlocks(given.inputs, exercise.inputNames);
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

function ownerOf(delegate: string): string {
  return isOperation(delegate) ? "" : "the library's own ";
}
