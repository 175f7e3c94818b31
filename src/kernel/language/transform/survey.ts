import type { ImportExpression, MetaProperty, Program, VariableDeclaration } from "oxc-parser";
import { type AnyNode, children, isFunction } from "./ast.js";
import type { Span } from "./layout.js";

/** What a cell's JavaScript holds, wherever it stands. */
export interface Survey {
  /** `var` at any depth outside functions: they belong to the cell as a whole. */
  readonly vars: ReadonlySet<VariableDeclaration>;
  readonly dynamicImports: readonly ImportExpression[];
  readonly metas: readonly MetaProperty[];
  readonly templates: readonly Span[];
  /** Every name that is referred to or declared. */
  readonly names: ReadonlySet<string>;
  readonly awaits: boolean;
  /** Whether there are decorators or accessors, which Node does not know. */
  readonly decorates: boolean;
}

export function survey(program: Program): Survey {
  const vars = new Set<VariableDeclaration>();
  const dynamicImports: ImportExpression[] = [];
  const metas: MetaProperty[] = [];
  const templates: Span[] = [];
  const names = new Set<string>();
  let awaits = false;
  let decorates = false;
  const visit = (node: AnyNode, inFunction: boolean): void => {
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "var" && !inFunction) vars.add(node);
        break;
      case "AwaitExpression":
        awaits ||= !inFunction;
        break;
      case "ForOfStatement":
        awaits ||= node.await && !inFunction;
        break;
      case "ImportExpression":
        dynamicImports.push(node);
        break;
      case "MetaProperty":
        if (node.meta.name === "import") metas.push(node);
        break;
      case "TemplateElement":
        templates.push(node);
        break;
      case "Decorator":
      case "AccessorProperty":
        decorates = true;
        break;
      case "Identifier":
        names.add(node.name);
        break;
    }
    const inside = inFunction || isFunction(node);
    for (const child of children(node)) visit(child, inside);
  };
  visit(program, false);
  return { vars, dynamicImports, metas, templates, names, awaits, decorates };
}
