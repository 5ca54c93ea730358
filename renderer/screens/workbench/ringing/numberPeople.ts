import type { Customer } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { type RankedSpeaker, rankSpeakers, type SpeakerReason } from '../../../../shared/customers/likeliestSpeaker.ts';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';

export interface NumberedPerson {
  /** The digit of their key (Alt+1…5); null: past the five likeliest, and reached by the arrows or the pointer. */
  readonly digit: number | null;
  readonly person: Customer;
  readonly householdId: string;
  readonly reasons: readonly SpeakerReason[];
  /** When they were last talked with; null: never, as far as the file goes back. */
  readonly lastTalkMs: UtcMs | null;
  /** The first of all, and with a reason: never a mere guess by order. */
  readonly likeliest: boolean;
}

export interface PeopleGroup {
  readonly file: HouseholdFile;
  readonly people: readonly NumberedPerson[];
}

/** Alt+6 is 「家里其他人」, Alt+0 「不是这一家」. */
export const LAST_PERSON_DIGIT = 5;

const strength: Readonly<Record<SpeakerReason['key'], number>> = { 'own-number': 32, promised: 16, 'we-rang': 8, 'last-spoke': 4, often: 2, mother: 0 };
const weigh = (reasons: readonly SpeakerReason[]): number => reasons.reduce((sum, reason) => sum + strength[reason.key], 0);

/**
 * The people behind a number as cards: grouped by household, likeliest household first, and in it the likeliest
 * person. The five likeliest of all have a digit, among them the likeliest of every household; down the page the
 * digits grow. Ranked as of the call's beginning, so that a number keeps its person as long as the call lasts,
 * whatever is recorded meanwhile; and the same whether the files came from the cache or from central.
 */
export function numberPeople(households: readonly HouseholdFile[], storedNumber: string | null, startedAtMs: UtcMs): readonly PeopleGroup[] {
  const ranked = households.map((file) => ({ file, speakers: rankSpeakers(file, storedNumber, startedAtMs) }));
  const weightOf = (each: (typeof ranked)[number]): number => weigh(each.speakers[0]?.reasons ?? []);
  const lastContact = ({ file }: (typeof ranked)[number]): number => Math.max(0, ...file.interactions.map((each) => each.startedAtMs));
  ranked.sort((a, b) => weightOf(b) - weightOf(a) || lastContact(b) - lastContact(a) || (a.file.household.id < b.file.household.id ? -1 : 1));

  const numbered = withDigit(ranked.map(({ speakers }) => speakers));
  let next = 1;
  return ranked.map(({ file, speakers }, groupAt) => ({
    file,
    people: speakers.flatMap(({ customerId, reasons, lastTalkMs }, at): readonly NumberedPerson[] => {
      const person = file.customers.find((each) => each.id === customerId);
      if (!person) return [];
      const digit = numbered.has(customerId) ? next : null;
      if (digit !== null) next += 1;
      return [{ digit, person, householdId: file.household.id, reasons, lastTalkMs, likeliest: groupAt === 0 && at === 0 && reasons.length > 0 }];
    }),
  }));
}

/** Who has a digit: the first of every household, and then whoever is likeliest, in the order of the cards where nothing tells them apart. */
function withDigit(households: readonly (readonly RankedSpeaker[])[]): ReadonlySet<string> {
  const firsts = households.flatMap((speakers) => speakers.slice(0, 1));
  const others = households.flatMap((speakers) => speakers.slice(1)).sort((a, b) => weigh(b.reasons) - weigh(a.reasons));
  return new Set([...firsts, ...others].slice(0, LAST_PERSON_DIGIT).map((speaker) => speaker.customerId));
}

/** Whom a digit stands for; null when nobody. */
export function personOfDigit(groups: readonly PeopleGroup[], digit: number): NumberedPerson | null {
  return groups.flatMap((group) => group.people).find((each) => each.digit === digit) ?? null;
}
