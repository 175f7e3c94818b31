import { kindOf } from "./shape.js";

/**
 * Throws a TypeError for an option that the function does not have.
 *
 * The compiler says so too, but not to JavaScript, nor of options that come from elsewhere; there it
 * would be left out in silence, and another loss be trained.
 */
export function assertKnown<Options extends object>(
  action: string,
  options: Options,
  known: readonly (keyof Options & string)[],
): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot ${action}: options must be an object, but is ${kindOf(options)}`);
  }
  const names: readonly string[] = known;
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || names.includes(name)) continue;
    throw new TypeError(
      `Cannot ${action}: ${name} is no option here; the options are ${names.join(", ")}`,
    );
  }
}
