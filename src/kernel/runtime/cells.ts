import { AsyncLocalStorage } from "node:async_hooks";
import { promiseHooks } from "node:v8";

/** Which cell the code that runs now belongs to, also after that cell ended. */
export interface CellContext {
  readonly current: number;
  /** Runs code as part of a cell; what it starts belongs to that cell too. */
  run<T>(cellId: number, body: () => T): T;
  /** The cell that made a promise. */
  ofPromise(promise: Promise<unknown>): number;
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
    ofPromise: current,
    settle() {},
  };
}

/** Below Node 24 an AsyncLocalStorage rests on hooks whose stack an interrupt corrupts. */
function hookedContext(): CellContext {
  const owners = new WeakMap<Promise<unknown>, number>();
  let latest = 0;
  let current = 0;
  promiseHooks.createHook({
    init(promise) {
      owners.set(promise, current);
    },
    before(promise) {
      current = owners.get(promise) ?? latest;
    },
    after() {
      current = latest;
    },
  });

  /** A throw leaves `current` as it is, for the handler of uncaught exceptions. */
  const owned = (callback: unknown): unknown => {
    if (typeof callback !== "function") return callback;
    const cellId = current;
    return function (this: unknown, ...given: unknown[]) {
      current = cellId;
      Reflect.apply(callback, this, given);
      current = latest;
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
      return current;
    },
    run(cellId, body) {
      latest = cellId;
      current = cellId;
      return body();
    },
    ofPromise: (promise) => owners.get(promise) ?? latest,
    settle() {
      current = latest;
    },
  };
}
