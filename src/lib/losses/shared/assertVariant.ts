/** Throws a RangeError for a variant that the papers do not have. */
export function assertVariant(action: string, variant: unknown): void {
  if (variant === 1 || variant === 2) return;
  throw new RangeError(`Cannot ${action}: variant must be 1 or 2, but is ${String(variant)}`);
}
