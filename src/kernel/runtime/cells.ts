import { AsyncLocalStorage } from "node:async_hooks";
import { promiseHooks } from "node:v8";

/** Which cell the code that runs now belongs to, also after that cell ended. */
export interface CellContext {
  readonly current: number;
  /** Runs code as part of a cell; what it starts belongs to that cell too. */
  run<T>(cellId: number, body: () => T): T;
  /** The cell that made a promise which was rejected. */
  ofRejected(promise: Promise<unknown>, reason: unknown): number;
  /** The cell whose code threw what nobody caught. */
  ofUncaught(error: unknown): number;
  /** Callbacks that were cut short may have left their cell behind. */
  settle(): void;
}

/** The way that this version of Node survives an interrupt in. */
export function createCellContext(nodeVersion: string): CellContext {
  return Number.parseInt(nodeVersion, 10) >= 24 ? storedContext() : hookedContext();
}

function storedContext(): CellContext {
  const storage = new AsyncLocalStorage<number>();
  let latest = 0;
  const current = () => storage.getStore() ?? latest;
  return {
    get current() {
      return current();
    },
    run(cellId, body) {
      latest = cellId;
      return storage.run(cellId, body);
    },
    ofRejected: current,
    ofUncaught: current,
    settle() {},
  };
}

/**
 * Below Node 24 an AsyncLocalStorage rests on hooks whose stack an interrupt corrupts. Promises and
 * timers are followed here; where Node itself calls a cell's function, as it does for files and
 * sockets, the stack tells whose function it is.
 */
function hookedContext(): CellContext {
  const owners = new WeakMap<Promise<unknown>, number>();
  let latest = 0;
  /** Undefined where neither a cell, nor a promise or a timer of one, led to the code that runs. */
  let known: number | undefined;
  promiseHooks.createHook({
    init(promise) {
      if (known !== undefined) owners.set(promise, known);
    },
    before(promise) {
      known = owners.get(promise);
    },
    after() {
      known = undefined;
    },
  });
  const current = () => known ?? cellOfStack(stackHere()) ?? latest;

  /** A throw leaves `known` as it is, for the handler of uncaught exceptions. */
  const owned = (callback: unknown): unknown => {
    if (typeof callback !== "function") return callback;
    const cellId = current();
    return function (this: unknown, ...given: unknown[]) {
      known = cellId;
      Reflect.apply(callback, this, given);
      known = undefined;
    };
  };
  const wrap = (holder: object, name: string) => {
    const original: unknown = Reflect.get(holder, name);
    if (typeof original !== "function") return;
    const wrapped = function (this: unknown, callback: unknown, ...rest: unknown[]) {
      return Reflect.apply(original, this, [owned(callback), ...rest]);
    };
    Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(original));
    Reflect.set(holder, name, wrapped);
  };
  for (const name of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]) {
    wrap(globalThis, name);
  }
  wrap(process, "nextTick");

  return {
    get current() {
      return current();
    },
    run(cellId, body) {
      latest = cellId;
      known = cellId;
      const result = body();
      known = undefined;
      return result;
    },
    ofRejected: (promise, reason) => owners.get(promise) ?? cellOfStack(stackOf(reason)) ?? latest,
    ofUncaught: (error) => known ?? cellOfStack(stackOf(error)) ?? latest,
    settle() {
      known = undefined;
    },
  };
}

/** The outermost cell on a stack: its function called all the others. */
function cellOfStack(stack: string): number | undefined {
  const outermost = [...stack.matchAll(/\bcell-(\d+)\.ts:\d+:\d+\)?$/gm)].at(-1);
  return outermost?.[1] === undefined ? undefined : Number(outermost[1]);
}

const deepest = 100;

function stackHere(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = deepest;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return String(stack);
}

function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack) : "";
  } catch {
    return "";
  }
}
