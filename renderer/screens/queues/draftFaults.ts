/** What is wrong with a field, by the key of its sentence (queues.fault). */
export type FaultKey = 'required' | 'tooLong' | 'whole' | 'numbers' | 'taken' | 'hours' | 'days' | 'zone' | 'overflow' | 'skillTwice' | 'day' | 'beforeFrom' | 'tooManyDays' | 'twice' | 'noneActive' | 'order' | 'span' | 'ladder' | 'isOver' | 'tooLongAway' | 'placeholder' | 'freeText' | 'nameTwice' | 'tellsNobody' | 'url' | 'https' | 'credentials' | 'secret' | 'sheetTwice' | 'outcomeTwice' | 'obstacleTwice' | 'tooManyInUse';
export interface Fault {
  readonly key: FaultKey;
  readonly values?: Readonly<Record<string, string | number>>;
}
export type Faults<F extends string> = Readonly<Partial<Record<F, Fault>>>;

const MOST_NAME = 40;

/** A name as the store takes it. */
export function nameFault(name: string): Fault | null {
  const typed = name.trim();
  return typed === '' ? { key: 'required' } : typed.length > MOST_NAME ? { key: 'tooLong', values: { most: MOST_NAME } } : null;
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Nothing typed is allowed, and stands for no limit. */
  readonly optional?: true;
}

/** @returns null: nothing was typed and need not be. */
export function readWhole(text: string, range: NumberRange): { readonly value: number | null } | { readonly fault: Fault } {
  const typed = text.trim();
  if (typed === '' && range.optional === true) return { value: null };
  const value = /^\d{1,7}$/.test(typed) ? Number(typed) : Number.NaN;
  return value >= range.min && value <= range.max ? { value } : { fault: { key: 'whole', values: { min: range.min, max: range.max } } };
}

/** What was typed here, on top of what somebody else has stored meanwhile: a field that was not touched is theirs. */
export function rebase<D extends object>(base: D, mine: D, theirs: D): D {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return Object.fromEntries(Object.entries(mine).map(([field, value]) => [field, same(value, base[field as keyof D]) ? theirs[field as keyof D] : value])) as D;
}

/** Fields in which two drafts differ. */
export function differing<D extends object>(one: D, other: D): readonly (keyof D & string)[] {
  return (Object.keys(one) as (keyof D & string)[]).filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}
