import { isBundle, wireBundle } from "../mime/bundle.js";
import { $display, type MimeBundle, type TextOptions } from "../types.js";
import { messageOf, textOf } from "./text.js";

/**
 * What a value's own `Symbol.for("Jupyter.display")` method gives, with text/plain always.
 *
 * Undefined where there is no such method or what it gives is no MIME bundle, so that the value is
 * shown like any other. A method that throws is said under the value.
 */
export function ownBundle(
  value: unknown,
  options: TextOptions,
): MimeBundle | Promise<MimeBundle | undefined> | undefined {
  try {
    const given = giveDisplay(value);
    if (!isThenable(given)) return complete(value, given, options);
    return Promise.resolve(given).then(
      (bundle) => attempt(value, bundle, options),
      (error: unknown) => failed(value, error, options),
    );
  } catch (error) {
    return failed(value, error, options);
  }
}

function giveDisplay(value: unknown): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return undefined;
  }
  const method: unknown = methodOf(value);
  return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
}

/** A proxy or getter that throws at a symbol it does not know has no such method. */
function methodOf(value: object): unknown {
  try {
    return Reflect.get(value, $display);
  } catch {
    return undefined;
  }
}

function isThenable(given: unknown): given is PromiseLike<unknown> {
  return (
    typeof given === "object" &&
    given !== null &&
    "then" in given &&
    typeof given.then === "function"
  );
}

function attempt(value: unknown, given: unknown, options: TextOptions): MimeBundle | undefined {
  try {
    return complete(value, given, options);
  } catch (error) {
    return failed(value, error, options);
  }
}

function complete(value: unknown, given: unknown, options: TextOptions): MimeBundle | undefined {
  if (!isBundle(given)) return undefined;
  const bundle = wireBundle(given);
  if (Object.keys(bundle).length === 0) return undefined;
  return "text/plain" in bundle
    ? bundle
    : { ...bundle, "text/plain": plainOf(value, bundle, options) };
}

/** Markdown and LaTeX read well as they are; a bare `{ [Symbol]: … }` says nothing itself. */
function plainOf(value: unknown, bundle: MimeBundle, options: TextOptions): string {
  for (const mime of ["text/markdown", "text/latex"]) {
    const source = bundle[mime];
    if (typeof source === "string") return source;
  }
  const bare =
    typeof value === "object" && value !== null && Object.hasOwn(value, $display)
      ? Object.keys(value).length === 0
      : false;
  return bare ? `[${Object.keys(bundle).join(", ")}]` : textOf(value, options);
}

function failed(value: unknown, error: unknown, options: TextOptions): MimeBundle {
  const text = `${textOf(value, options)}\nIts Jupyter.display failed: ${messageOf(error)}`;
  return { "text/plain": text };
}
