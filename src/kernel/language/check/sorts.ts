import type { Ask } from "./program.js";
import { type ApiSymbol, type ApiType, flag } from "./symbols.js";

export interface Named {
  readonly text: string;
  readonly type: string;
  readonly symbol?: ApiSymbol;
}

/** The words of Jupyter's front ends for what a symbol is; undefined for a value of any type. */
function sortOf({ flags }: ApiSymbol): string | undefined {
  if (flags & flag.class) return "class";
  if (flags & flag.enum) return "enum";
  if (flags & flag.enumMember) return "enum member";
  if (flags & flag.method) return "method";
  if (flags & flag.function) return "function";
  if (flags & (flag.blockScoped | flag.functionScoped | flag.property | flag.accessor)) return;
  if (flags & flag.namespace) return "module";
  if (flags & flag.interface) return "interface";
  if (flags & (flag.typeAlias | flag.typeParameter)) return "type";
  return undefined;
}

const isUpper = (text: string): boolean => /^\p{Lu}/u.test(text);

/**
 * Names as what they stand for, where the compiler's list has only that they are imported, exported
 * or declared: one that can be called is a function, one that `new` makes something of a class.
 */
export async function sorted<Name extends Named>(
  ask: Ask,
  names: readonly Name[],
): Promise<Name[]> {
  const targets = await Promise.all(
    names.map(async ({ symbol }) => {
      if (!symbol || !(symbol.flags & flag.alias)) return symbol;
      return (await ask<ApiSymbol | null>("getAliasedSymbol", { symbol: symbol.id })) ?? undefined;
    }),
  );
  const sorts = targets.map((target) => (target ? sortOf(target) : undefined));
  const values = targets.flatMap((target, at) =>
    target && sorts[at] === undefined ? [{ at, symbol: target.id }] : [],
  );
  if (values.length > 0) {
    const types = await ask<readonly (ApiType | null)[]>("getTypesOfSymbols", {
      symbols: values.map(({ symbol }) => symbol),
    });
    const has = async (type: ApiType, kind: 0 | 1): Promise<boolean> =>
      ((await ask<readonly unknown[] | null>("getSignaturesOfType", { type: type.id, kind })) ?? [])
        .length > 0;
    await Promise.all(
      values.map(async ({ at }, index) => {
        const type = types[index];
        const name = names[at];
        if (!type || !name) return;
        const isMember = ((targets[at]?.flags ?? 0) & (flag.property | flag.accessor)) !== 0;
        if (isUpper(name.text) && (await has(type, 1))) sorts[at] = "class";
        else if (await has(type, 0)) sorts[at] = isMember ? "method" : "function";
        else sorts[at] = isMember ? "property" : "variable";
      }),
    );
  }
  return names.map((name, at) => ({
    ...name,
    type: sorts[at] ?? name.type,
    ...(targets[at] && { symbol: targets[at] }),
  }));
}

/** Which of what can stand in a place is likelier: what is called or read, then classes, constants, types. */
export function likelihood({ text, type }: Named): number {
  switch (type) {
    case "class":
    case "enum":
      return 1;
    case "interface":
    case "type":
      return 3;
    case "variable":
    case "property":
    case "constant":
      return isUpper(text) ? 2 : 0;
    default:
      return 0;
  }
}
