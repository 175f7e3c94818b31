const scheme = "softgrad-import:";

/** A specifier that carries the file it is relative to: cells are no modules and have no place. */
export function cellSpecifier(specifier: string, parentUrl: string): string {
  return scheme + encodeURIComponent(JSON.stringify([specifier, parentUrl]));
}

export function readCellSpecifier(
  text: string,
): { readonly specifier: string; readonly parentUrl: string } | undefined {
  if (!text.startsWith(scheme)) return undefined;
  const [specifier, parentUrl] = JSON.parse(
    decodeURIComponent(text.slice(scheme.length)),
  ) as readonly [string, string];
  return { specifier, parentUrl };
}
