// What a TypeScript module declares and exports, with its docstrings; read by oxc, so that no compiler is needed.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseSync } from "oxc-parser";
import { docComment } from "./docComment.mjs";

const modules = new Map();

/** The module's own declarations by name, and where the others come from. */
export function readModule(file) {
  const known = modules.get(file);
  if (known) return known;
  const code = readFileSync(file, "utf8");
  const { program, comments, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`Cannot read ${file}: ${errors[0].message}`);
  const module = {
    file,
    code,
    comments,
    declarations: new Map(),
    elsewhere: new Map(),
    exported: [],
  };
  for (const statement of program.body) readStatement(module, statement);
  modules.set(file, module);
  return module;
}

function readStatement(module, statement) {
  const from =
    statement.source &&
    resolve(dirname(module.file), statement.source.value.replace(/\.js$/, ".ts"));
  if (statement.type === "ImportDeclaration") {
    for (const { local, imported } of statement.specifiers)
      module.elsewhere.set(local.name, { file: from, name: imported?.name });
    return;
  }
  if (statement.type === "ExportNamedDeclaration" && !statement.declaration) {
    for (const { local, exported } of statement.specifiers) {
      module.exported.push(exported.name);
      if (from) module.elsewhere.set(exported.name, { file: from, name: local.name });
    }
    return;
  }
  const node = statement.declaration ?? statement;
  const { id } = node.type === "VariableDeclaration" ? node.declarations[0] : node;
  // Of a function with overloads the first is what callers read.
  if (id && !module.declarations.has(id.name))
    module.declarations.set(id.name, {
      module,
      node,
      name: id.name,
      comment: commentBefore(module, statement.start),
    });
}

/** The docstring that ends where a declaration starts. */
export function commentBefore({ code, comments }, start) {
  const comment = comments.findLast(
    ({ end, value, type }) =>
      type === "Block" &&
      value.startsWith("*") &&
      end <= start &&
      code.slice(end, start).trim() === "",
  );
  return comment && docComment(comment.value);
}

/** A name's declaration, through as many re-exports as there are; undefined for one of another package. */
export function find(module, name) {
  const own = module.declarations.get(name);
  if (own) return own;
  const { file, name: there } = module.elsewhere.get(name) ?? {};
  return file?.endsWith(".ts") ? find(readModule(file), there) : undefined;
}

/** The code of a node on one line. */
export function codeOf({ code }, node) {
  return code
    .slice(node.start, node.end)
    .replaceAll(/\/\*\*.*?\*\//gs, "")
    .replaceAll(/\s+/g, " ");
}
