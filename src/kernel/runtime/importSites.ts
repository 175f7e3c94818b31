const sites = new WeakMap<object, string>();

type Caller = (...given: never[]) => unknown;

/**
 * Remembers which line of a cell asked for a module that failed to load: the failure's own stack
 * tells of Node's loader alone.
 *
 * @param caller the function that the cell called
 */
export async function withImportSite<T>(load: () => Promise<T>, caller: Caller): Promise<T> {
  const remember = importSite(caller);
  try {
    return await load();
  } catch (error) {
    remember(error);
    throw error;
  }
}

/** Takes note of where a cell is now; what it returns ties an error to that place. */
export function importSite(caller: Caller): (error: unknown) => void {
  const site: { stack?: string } = {};
  Error.captureStackTrace(site, caller);
  return (error) => {
    if (typeof error !== "object" || error === null || site.stack === undefined) return;
    sites.set(error, site.stack);
  };
}

/** The stack of the import that failed with an error. */
export function importSiteOf(error: object): string | undefined {
  return sites.get(error);
}
