import { codeOf } from "./declarations.mjs";
import { oneLine } from "./functionSection.mjs";
import { declaredProperties } from "./properties.mjs";

/** A type as Markdown: what it is, and its properties or its definition. */
export function typeSection(declaration) {
  const { module, node, name, comment } = declaration;
  const text = comment ? [comment.text] : [];
  const properties = declaredProperties(declaration).map(
    (property) =>
      `- \`${property.name}${property.optional ? "?" : ""}: ${property.type}\`${property.text ? ` ${oneLine(property.text)}` : ""}${property.fallback ? ` Default: ${property.fallback}.` : ""}`,
  );
  const definition =
    node.type === "TSTypeAliasDeclaration" && properties.length === 0
      ? [`\`\`\`ts\ntype ${name} = ${codeOf(module, node.typeAnnotation)}\n\`\`\``]
      : [];
  return [
    `### ${name}`,
    ...text,
    ...definition,
    ...(properties.length > 0 ? [properties.join("\n")] : []),
  ].join("\n\n");
}
