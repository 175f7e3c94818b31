import type { Ask } from "./program.js";

/**
 * Types written out for a cell's variables. The type of `const c = b + 1` is inferred through the
 * cell of `b`, and that through others, each time that a cell mentions `c`: a hundred cells that
 * build on each other would cost a hundred inferences for each check.
 */
export interface Written {
  /** What is added to the cell's module. */
  readonly text: string;
  /** Where the module tells whether a written type is the inferred one. */
  readonly proofs: ReadonlyMap<string, number>;
}

/** Whether two types are the same, and not only assignable to each other. */
export const samenessDeclaration =
  "type __softgrad_same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;";

/** The variable that carries the written type. */
export const writtenName = (name: string): string => `__softgrad_written_${name}`;

const longest = 2000;
const noTruncation = 1;

/** A literal stays as it is, so that its type still widens. */
const isLiteral = (type: string): boolean => /^(?:-?[\d.]+n?|true|false|"[^"\\]*")$/.test(type);

/** What refers to other declarations by more than a name cannot be written, or costs as much. */
const isWritable = (type: string): boolean =>
  type.length <= longest && !/\btypeof\b|\bimport\(/.test(type);

interface Found {
  readonly id: number;
}

/**
 * Asks for the types of names and writes them out after a module's text.
 *
 * @param places where each name stands in the text
 */
export async function writeTypes(
  ask: Ask,
  file: string,
  text: string,
  places: ReadonlyMap<string, number>,
): Promise<Written> {
  const positions = [...places.values()];
  const [symbols, types] = await Promise.all([
    ask<({ declarations?: string[] } | null)[]>("getSymbolsAtPositions", { file, positions }),
    ask<(Found | null)[]>("getTypesAtPositions", { file, positions }),
  ]);
  const texts = await Promise.all(
    types.map((type, index) =>
      type === null
        ? ""
        : ask<string>("typeToString", {
            type: type.id,
            location: symbols[index]?.declarations?.[0],
            flags: noTruncation,
          }),
    ),
  );
  const proofs = new Map<string, number>();
  let added = "";
  for (const [index, name] of [...places.keys()].entries()) {
    const type = texts[index] ?? "";
    if (type === "" || !isWritable(type)) continue;
    const written = writtenName(name);
    added += isLiteral(type) ? `const ${written} = ${type};` : `declare const ${written}: ${type};`;
    added += ` export { ${written} }; type `;
    proofs.set(name, text.length + added.length);
    added += `__softgrad_proof_${name} = __softgrad_same<typeof ${name}, typeof ${written}>;\n`;
  }
  return { text: `${text}${added}`, proofs };
}

/** The names of which the written type is the inferred one. */
export async function provenTypes(
  ask: Ask,
  file: string,
  proofs: ReadonlyMap<string, number>,
): Promise<string[]> {
  const types = await ask<({ readonly value?: unknown } | null)[]>("getTypesAtPositions", {
    file,
    positions: [...proofs.values()],
  });
  return [...proofs.keys()].filter((_, index) => types[index]?.value === true);
}
