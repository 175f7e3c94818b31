import { inspect, types } from "node:util";
import { isInspectable, isPlainObject } from "./look.js";
import { isTensorLike, type TensorLike, tensorCaption } from "./tensor-like.js";

/** How deep, and how many items at each level, tensors are looked for. */
const reach = { depth: 2, items: 100 };

/**
 * A value in which util.inspect writes tensors as their captions instead of their inner parts.
 *
 * Copies arrays, plain objects and Maps only where they hold a tensor; everything else is the value's
 * own. Getters are not called.
 */
export function withStandIns(value: unknown): unknown {
  try {
    return replaced(value, reach.depth);
  } catch {
    return value;
  }
}

function replaced(value: unknown, depth: number): unknown {
  if (!isInspectable(value)) return value;
  if (looksLikeTensor(value)) return standIn(value);
  if (depth === 0) return value;
  if (types.isMap(value)) return replacedMap(value, depth);
  if (!isPlainObject(value) && !isPlainArray(value)) return value;
  let copy: object | undefined;
  for (const key of Object.keys(value).slice(0, reach.items)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const item: unknown = property?.value;
    const substitute = replaced(item, depth - 1);
    if (substitute === item) continue;
    copy ??= copied(value);
    Object.defineProperty(copy, key, { ...property, value: substitute });
  }
  return copy ?? value;
}

function replacedMap(value: Map<unknown, unknown>, depth: number): unknown {
  if (Object.getPrototypeOf(value) !== Map.prototype) return value;
  const entries = [...Map.prototype.entries.call(value)];
  const items = entries.slice(0, reach.items).map(([, item]) => replaced(item, depth - 1));
  if (items.every((item, place) => item === entries[place]?.[1])) return value;
  return new Map(
    entries.map(([key, item], place) => [key, place < items.length ? items[place] : item]),
  );
}

function isPlainArray(value: object): boolean {
  return Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype;
}

function copied(value: object): object {
  if (Array.isArray(value)) return value.slice();
  return Object.create(Object.getPrototypeOf(value), Object.getOwnPropertyDescriptors(value));
}

function looksLikeTensor(value: object): value is TensorLike {
  try {
    return isTensorLike(value);
  } catch {
    return false;
  }
}

function standIn(tensor: TensorLike): unknown {
  const caption = `[${tensorCaption(tensor)}]`;
  return { [inspect.custom]: () => caption };
}
