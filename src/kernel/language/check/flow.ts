import type { Node, Program } from "oxc-parser";
import { boundNames, children, isFunction, walk } from "../transform/ast.js";

/** What a cell's top level may say about the values of variables, beyond their declared types. */
export interface Flow {
  /** Variables that may hold less at the cell's end than their type says. */
  readonly narrowed: ReadonlySet<string>;
  /** Variables that a function assigns: what they hold can change with any call. */
  readonly captured: ReadonlySet<string>;
}

/** The names that a statement or expression gives a new value. */
function assigned(node: Node): string[] {
  switch (node.type) {
    case "AssignmentExpression":
    case "ForOfStatement":
    case "ForInStatement":
      return boundNames(node.left);
    case "UpdateExpression":
      return boundNames(node.argument);
    default:
      return [];
  }
}

const insideFunction = (node: Node): boolean =>
  isFunction(node) || node.type === "PropertyDefinition";

function throws(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= inner.type === "ThrowStatement";
    return !insideFunction(inner);
  });
  return found;
}

/** The call that asserts something by returning, though not one that prints. */
const mayAssert = (node: Node): boolean =>
  node.type === "CallExpression" &&
  !(
    node.callee.type === "MemberExpression" &&
    node.callee.object.type === "Identifier" &&
    node.callee.object.name === "console"
  );

/** The expressions about which more is known after a statement than before it. */
function conditions(node: Node): readonly (Node | null)[] {
  switch (node.type) {
    case "IfStatement":
      return throws(node) ? [node.test] : [];
    case "SwitchStatement":
      return throws(node) ? [node.discriminant, ...node.cases.map(({ test }) => test)] : [];
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
      return [node.test];
    case "ExpressionStatement":
      return mayAssert(node.expression) ? [node.expression] : [];
    default:
      return [];
  }
}

/** A variable with a written type is narrowed by the value that it begins with. */
const startsNarrowed = (node: Node): string[] =>
  node.type === "VariableDeclarator" && node.init && node.id.typeAnnotation
    ? boundNames(node.id)
    : [];

export function flowOf(program: Program): Flow {
  const narrowed = new Set<string>();
  const captured = new Set<string>();
  const visit = (node: Node, inFunction: boolean): void => {
    for (const name of assigned(node)) (inFunction ? captured : narrowed).add(name);
    if (!inFunction) {
      for (const name of startsNarrowed(node)) narrowed.add(name);
      for (const condition of conditions(node)) {
        if (!condition) continue;
        walk(condition, (inner) => {
          if (inner.type === "Identifier") narrowed.add(inner.name);
          return !insideFunction(inner);
        });
      }
    }
    for (const child of children(node)) visit(child, inFunction || insideFunction(node));
  };
  visit(program, false);
  return { narrowed, captured };
}
