import type { HouseholdFile } from '../../shared/customers/household.ts';
import { cityWord } from './cityWord.ts';
import { i18next } from './i18n.ts';

/** What a family can be told by; numbers as stored. */
export interface Family {
  readonly name: string;
  readonly city: string | null;
  readonly numbers: readonly string[];
  readonly children: readonly string[];
  readonly people: readonly string[];
}

export function familyOf({ household, phones, children, customers }: HouseholdFile): Family {
  return {
    name: household.name, city: household.city, numbers: phones.map((phone) => phone.number),
    children: children.flatMap((child) => child.name ?? []), people: customers.map((person) => person.name),
  };
}

const tail = (number: string | undefined): string => (number === undefined ? '' : i18next.t('words.family.number', { tail: number.slice(-4) }));

/** The ways to tell a family, surest first; '' where there is nothing to tell it by. `other`: whose numbers say nothing. */
function marks({ numbers, city, children, people }: Family, other: Family | null): readonly string[] {
  const own = numbers.find((number) => !other?.numbers.includes(number));
  return [tail(own), city === null ? '' : cityWord(city), children[0] === undefined ? '' : i18next.t('words.family.child', { name: children[0] }), people[0] ?? ''];
}

const named = (name: string, mark: string): string => (mark === '' ? name : i18next.t('words.family.marked', { name, mark }));

/** A family by itself, so that another of the same name is not thought of: 「陈女士家（尾号 0143）」. */
export function familyName(family: Family): string {
  return named(family.name, marks(family, null).find((mark) => mark !== '') ?? '');
}

/** Two families in one sentence: by their names, and where those are the same by the first thing they differ in. */
export function familyNames(one: Family, other: Family): readonly [one: string, other: string] {
  if (one.name !== other.name) return [one.name, other.name];
  const [mine, theirs] = [marks(one, other), marks(other, one)];
  const by = mine.findIndex((mark, at) => mark !== theirs[at] && mark !== '' && theirs[at] !== '');
  const at = by >= 0 ? by : mine.findIndex((mark, each) => mark !== theirs[each]);
  return [named(one.name, mine[at] ?? ''), named(other.name, theirs[at] ?? '')];
}
