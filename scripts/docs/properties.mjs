import { codeOf, commentBefore, find } from "./declarations.mjs";

/** The properties of an interface or type, inherited ones last; those that Omit takes away are left out. */
export function propertiesOf(module, type) {
  if (type.type === "TSTypeLiteral") return membersOf(module, type.members);
  if (type.type !== "TSTypeReference" && type.type !== "TSInterfaceHeritage") return [];
  const name = (type.typeName ?? type.expression).name;
  if (name === "Omit") {
    const [whole, without] = type.typeArguments.params;
    const gone = (without.types ?? [without]).map(({ literal }) => literal.value);
    return propertiesOf(module, whole).filter((property) => !gone.includes(property.name));
  }
  const found = find(module, name);
  return found ? declaredProperties(found) : [];
}

export function declaredProperties({ module, node }) {
  if (node.type === "TSTypeAliasDeclaration") return propertiesOf(module, node.typeAnnotation);
  if (node.type !== "TSInterfaceDeclaration") return [];
  const own = membersOf(module, node.body.body);
  const inherited = (node.extends ?? []).flatMap((heritage) => propertiesOf(module, heritage));
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...inherited.filter(({ name }) => !names.has(name))];
}

function membersOf(module, members) {
  return members.flatMap((member) => {
    if (member.type !== "TSPropertySignature" || member.computed) return [];
    const text = commentBefore(module, member.start)?.text.replaceAll(/\s+/g, " ") ?? "";
    return [
      {
        name: member.key.name,
        optional: member.optional,
        type: codeOf(module, member.typeAnnotation.typeAnnotation),
        ...withDefault(text),
      },
    ];
  });
}

/** Docstrings say "…; 2 when absent": what stands before is the default, and the rest goes on without it. */
function withDefault(text) {
  const [whole, value] =
    /(?:^|; |, |\. )((?:(?!; |, |\. ).)+?) when absent(?:: |\. |\.|$| )/i.exec(text) ?? [];
  if (!value) return { text, fallback: undefined };
  const at = text.indexOf(whole);
  const sentences = [text.slice(0, at), text.slice(at + whole.length)].map(asSentence);
  return { text: sentences.filter((part) => part !== "").join(" "), fallback: value };
}

function asSentence(text) {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const ended = /[.:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return ended.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
