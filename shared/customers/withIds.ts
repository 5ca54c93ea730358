/**
 * A value with other ids in the place of some, at any depth; lists by id (`{ [id]: … }`) are led too.
 * @param ids what each id became; one that is not named stays.
 */
export function withIds<T>(value: T, ids: ReadonlyMap<string, string>): T {
  return replaced(value, ids) as T;
}

function replaced(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each: unknown) => replaced(each, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [ids.get(key) ?? key, replaced(each, ids)]));
}
