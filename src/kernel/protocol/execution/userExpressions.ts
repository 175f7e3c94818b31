import type { Language } from "../../language/types.js";
import type { ExpressionOutcome, UserExpression } from "../../runtime/messages.js";
import type { CellSources } from "../cellSources.js";
import { renderDiagnostics, renderError } from "../renderError.js";
import type { JsonObject } from "../wire.js";

export interface Expressions {
  /** Those that parse, for the main thread. */
  readonly runnable: readonly UserExpression[];
  /** The answers for the others, by name. */
  readonly wrong: JsonObject;
}

export function hasExpressions({ user_expressions: given }: JsonObject): boolean {
  return typeof given === "object" && given !== null && Object.keys(given).length > 0;
}

/** What a front end wants to know after the cell, each by its name. */
export function readExpressions(
  { user_expressions: given }: JsonObject,
  { language, cellId }: { readonly language: Language; readonly cellId: number },
): Expressions {
  const runnable: UserExpression[] = [];
  const wrong: JsonObject = {};
  if (typeof given !== "object" || given === null) return { runnable, wrong };
  for (const [name, code] of Object.entries(given)) {
    if (typeof code !== "string") continue;
    const cell = language.transform(code, cellId);
    if (cell.status === "ok") runnable.push({ name, code: cell.code, isAsync: cell.isAsync });
    else wrong[name] = { status: "error", ...renderDiagnostics(cell.diagnostics, code, name) };
  }
  return { runnable, wrong };
}

/** The main thread's answers as the reply holds them. */
export function renderExpressions(
  outcomes: Readonly<Record<string, ExpressionOutcome>>,
  sources: CellSources,
): JsonObject {
  const answers = Object.entries(outcomes).map(([name, outcome]) => [
    name,
    outcome.status === "ok" ? outcome : { status: "error", ...renderError(outcome.error, sources) },
  ]);
  return Object.fromEntries(answers);
}
