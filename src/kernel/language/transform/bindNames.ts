type Namespace = Readonly<Record<string, unknown>>;

/** Where a CommonJS module's names are to be found when Node did not see them. */
function propertiesOf(namespace: Namespace): object | undefined {
  const whole = namespace.default;
  return (typeof whole === "object" && whole !== null) || typeof whole === "function"
    ? whole
    : undefined;
}

/**
 * A module's namespace in which each of `required` is there, and of `optional` what there is.
 *
 * CommonJS tells its names only when it has run, so Node does not always see them: they are looked
 * up in its `module.exports`, which is the default export, as TypeScript and bundlers do.
 *
 * @throws {SyntaxError} when the module has no export of a required name
 */
export function bindNames(
  namespace: Namespace,
  specifier: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Namespace {
  const missing = [...required, ...optional].filter((name) => !(name in namespace));
  if (missing.length === 0) return namespace;
  const whole = propertiesOf(namespace);
  const found = missing.filter((name) => whole !== undefined && name in whole);
  const absent = missing.find((name) => !found.includes(name) && required.includes(name));
  if (absent !== undefined) {
    throw new SyntaxError(
      `The requested module '${specifier}' does not provide an export named '${absent}'`,
    );
  }
  const values = found.map((name) => [name, whole && Reflect.get(whole, name)]);
  return { ...namespace, ...Object.fromEntries(values) };
}
