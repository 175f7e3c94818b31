import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { find, readModule } from "./declarations.mjs";
import { functionSection } from "./functionSection.mjs";
import { groups } from "./groups.mjs";
import { typeSection } from "./typeSection.mjs";

const introduction = readFileSync(new URL("introduction.md", import.meta.url), "utf8").trim();

/** The whole page for the names that a module exports; \`from\` is where the page will lie. */
export function page(index, from) {
  const module = readModule(index);
  const declarations = module.exported.map((name) => {
    const found = find(module, name);
    if (!found) throw new Error(`Cannot describe ${name}: no declaration is found`);
    return found;
  });
  const functions = declarations.filter(({ node }) => isFunction(node));
  const types = declarations.filter(
    ({ node, name }) => !isFunction(node) && !name.endsWith("Options"),
  );
  const placed = functions.map((declaration) => ({
    declaration,
    folder: relative(dirname(index), declaration.module.file).split(/[\\/]/)[0],
    name: declaration.name,
  }));
  const lost = placed.find((entry) => !groups.some(({ has }) => has(entry)));
  if (lost)
    throw new Error(`Cannot describe ${lost.name}: no group takes the folder ${lost.folder}`);
  const parts = groups
    .map(({ title, has }) => ({
      title,
      members: placed.filter(has).map(({ declaration }) => declaration),
    }))
    .filter(({ members }) => members.length > 0);
  const link = linker();
  const contents = [...parts, { title: "Types", members: types }].map(
    ({ title, members }) => `- ${link(title)}: ${members.map(({ name }) => link(name)).join(", ")}`,
  );
  const source = ({ module: { file } }) => relative(from, file).replaceAll("\\", "/");
  return `${[
    introduction,
    "## Contents",
    contents.join("\n"),
    ...parts.flatMap(({ title, members }) => [
      `## ${title}`,
      ...members.map((member) => functionSection(member, source(member))),
    ]),
    "## Types",
    ...types.map(typeSection),
  ].join("\n\n")}\n`;
}

/** Links to headings, named in the page's order: GitHub numbers those that read the same. */
function linker() {
  const counts = new Map();
  return (heading) => {
    const anchor = heading.toLowerCase().replaceAll(" ", "-");
    const before = counts.get(anchor) ?? 0;
    counts.set(anchor, before + 1);
    return `[${heading}](#${anchor}${before > 0 ? `-${before}` : ""})`;
  };
}

/** A function with its body, or the first of its overloads. */
function isFunction({ type }) {
  return type === "FunctionDeclaration" || type === "TSDeclareFunction";
}
