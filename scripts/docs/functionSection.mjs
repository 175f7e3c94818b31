import { codeOf } from "./declarations.mjs";
import { latex } from "./latex.mjs";
import { propertiesOf } from "./properties.mjs";

/** A function as Markdown: what it does, formula, signature, parameters, options, result, errors, example, source. */
export function functionSection({ module, node, name, comment }, source) {
  if (!comment) throw new Error(`Cannot describe ${name}: it has no docstring`);
  const [sentence, ...rest] = comment.text.split("\n\n").map(oneLine);
  return [
    `### ${name}`,
    sentence,
    ...comment.formulas.map((formula) => `$$${latex(formula)}$$`),
    ...rest,
    `\`\`\`ts\n${signature(module, node, name)}\n\`\`\``,
    ...parameters(module, node, comment),
    ...(comment.returns ? [`**Returns** ${reductions(oneLine(comment.returns))}`] : []),
    ...(comment.throws.length > 0
      ? [comment.throws.map(({ type, text }) => `- throws \`${type}\` ${oneLine(text)}`).join("\n")]
      : []),
    ...comment.examples,
    [
      ...comment.sources.map((text) => `From ${oneLine(text)}.`),
      `Code: [${source.replace(/^.*\/src\//, "src/")}](${source}).`,
    ].join(" "),
  ].join("\n\n");
}

export const oneLine = (text) => text.replaceAll(/\s+/g, " ").trim();

function signature(module, node, name) {
  const generics = node.typeParameters ? codeOf(module, node.typeParameters) : "";
  const list = node.params.map((parameter) => {
    const { left = parameter } = parameter;
    const optional = parameter.type === "AssignmentPattern" || left.optional ? "?" : "";
    return `${nameOf(left)}${optional}: ${codeOf(module, left.typeAnnotation.typeAnnotation)}`;
  });
  const result = codeOf(module, node.returnType.typeAnnotation);
  const line = `${name}${generics}(${list.join(", ")}): ${result}`;
  return line.length <= 100 ? line : `${name}${generics}(\n  ${list.join(",\n  ")},\n): ${result}`;
}

/** What takes its options apart in the list of parameters is called options. */
const nameOf = ({ name = "options" }) => name;

function parameters(module, node, { parameters: described }) {
  const lines = [];
  const tables = [];
  for (const parameter of node.params) {
    const { left = parameter, right } = parameter;
    const name = nameOf(left);
    const properties = propertiesOf(module, left.typeAnnotation.typeAnnotation);
    if (described.has(name)) lines.push(`- \`${name}\`: ${oneLine(described.get(name))}`);
    else if (properties.length === 0)
      throw new Error(
        `Cannot describe ${node.id.name}: its parameter ${name} has no @param${right ? "" : " and no properties"}`,
      );
    if (name === "options") tables.push(optionTable(properties));
  }
  return [...(lines.length > 0 ? [lines.join("\n")] : []), ...tables];
}

function optionTable(properties) {
  const rows = properties.map(
    ({ name, type, text, fallback, optional }) =>
      `| \`${name}\` | ${cell(`\`${type.replaceAll("readonly ", "")}\``)} | ${cell(fallback ?? (optional ? "" : "required"))} | ${cell(text)} |`,
  );
  return ["| option | type | default | what it does |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

const cell = (text) => text.replaceAll("|", "\\|");

/** What each reduction gives, a line each. */
function reductions(text) {
  const parts = text.split(/; (?="(?:mean|sum|none)")/);
  return parts.length === 1
    ? text
    : `\n\n${parts.map((part) => `- ${part.replace(/^((?:"\w+"(?:, )?)+):/, "`reduction` $1:")}`).join("\n")}`;
}
