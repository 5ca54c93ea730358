/** For what cannot be missing unless an assumption is broken; `why` says which one. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Error(why);
  return value;
}
