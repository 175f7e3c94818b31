import type { ExerciseResult, Results, SubmissionResult } from "./results.js";
import { type XmlElement, xmlDocument } from "./xml.js";

/** JUnit's XML: a test suite for each notebook, a test case for each exercise. */
export function junitReport(results: Results): string {
  const suites = results.submissions.map(suite);
  return xmlDocument({
    name: "testsuites",
    attributes: {
      name: "softgrad grade",
      tests: sum(results.submissions, cases),
      failures: sum(results.submissions, (each) => count(each, isFailure)),
      errors: sum(results.submissions, errors),
      skipped: sum(results.submissions, (each) => count(each, isSkipped)),
      time: sum(results.submissions, ({ seconds }) => seconds).toFixed(3),
    },
    children: suites,
  });
}

function suite(submission: SubmissionResult): XmlElement {
  const name = `${submission.student}/${submission.assignment ?? "unknown assignment"}`;
  const notRun: XmlElement[] =
    submission.exercises.length > 0
      ? []
      : [
          {
            name: "testcase",
            attributes: { classname: name, name: "notebook", file: submission.file },
            children: [problem("error", "notRun", submission.reason?.message ?? "not run")],
          },
        ];
  return {
    name: "testsuite",
    attributes: {
      name,
      file: submission.file,
      tests: cases(submission),
      failures: count(submission, isFailure),
      errors: errors(submission),
      skipped: count(submission, isSkipped),
      time: submission.seconds.toFixed(3),
    },
    children: [
      ...submission.exercises.map((exercise) => testCase(exercise, name, submission.file)),
      ...notRun,
    ],
  };
}

function testCase(exercise: ExerciseResult, classname: string, file: string): XmlElement {
  const { id, title, state, message } = exercise;
  const attributes = { classname, name: `${id}: ${title}`, file };
  switch (state) {
    case "correct":
      return { name: "testcase", attributes };
    case "notAttempted":
      return {
        name: "testcase",
        attributes,
        children: [{ name: "skipped", attributes: { message } }],
      };
    case "incorrect":
    case "uncheckable":
    case "delegated":
      return { name: "testcase", attributes, children: [problem("failure", state, message)] };
    case "notRun":
      return { name: "testcase", attributes, children: [problem("error", state, message)] };
  }
}

function problem(name: "failure" | "error", type: string, message: string): XmlElement {
  const [firstLine = ""] = message.split("\n", 1);
  return { name, attributes: { type, message: firstLine }, children: [message] };
}

const isFailure = ({ state }: ExerciseResult): boolean =>
  state === "incorrect" || state === "uncheckable" || state === "delegated";
const isSkipped = ({ state }: ExerciseResult): boolean => state === "notAttempted";
const isError = ({ state }: ExerciseResult): boolean => state === "notRun";

function cases({ exercises }: SubmissionResult): number {
  return Math.max(1, exercises.length);
}

function errors(submission: SubmissionResult): number {
  return submission.exercises.length === 0 ? 1 : count(submission, isError);
}

function count({ exercises }: SubmissionResult, is: (each: ExerciseResult) => boolean): number {
  return exercises.filter(is).length;
}

function sum<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}
