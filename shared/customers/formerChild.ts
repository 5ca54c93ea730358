import type { Callback } from '../callbacks/callback.ts';
import type { UtcMs } from '../time/utcMs.ts';
import { daysBetween } from '../time/localClock.ts';
import type { OpData } from '../sync/pushMessages.ts';
import type { Child, ChildStanding, FormerChild } from './child.ts';
import type { HouseholdFile } from './household.ts';

/** The children that are not in this household's file any more; those put back are left out. */
export function standingFormerChildren(file: Pick<HouseholdFile, 'formerChildren'>): readonly FormerChild[] {
  return (file.formerChildren ?? []).filter((each) => each.returnedAtMs == null);
}

/** The children, born or not, that this household lost. */
export function lostChildren(file: Pick<HouseholdFile, 'formerChildren'>): readonly FormerChild[] {
  return standingFormerChildren(file).filter((each) => each.reason === 'lost');
}

/** What whoever speaks with a family that lost a child or a pregnancy is to know. */
export interface Spared {
  /** A child that was born, or a pregnancy that did not continue. */
  readonly what: 'child' | 'pregnancy';
  /** When it was last written down. */
  readonly saidAtMs: UtcMs;
  /** There are other children, who are spoken of as before. */
  readonly hasOthers: boolean;
}

/** @returns null: there is nothing they are to be spared. */
export function sparedOf(file: Pick<HouseholdFile, 'formerChildren' | 'children'>): Spared | null {
  const lost = lostChildren(file);
  if (lost.length === 0) return null;
  return { what: lost.some((each) => each.birthDate !== null) ? 'child' : 'pregnancy', saidAtMs: Math.max(...lost.map((each) => each.saidAtMs)), hasOthers: file.children.length > 0 };
}

const isUnborn = (child: Pick<Child, 'birthDate'>): boolean => child.birthDate === null;

const OF_PREGNANCY = /孕|产检|待产|预产|临产|分娩|胎|唐筛|四维|prenatal|antenatal|pregnan|due date|\bbirth\b|\blabou?r\b/i;
const OF_CHILDREN = /宝宝|宝贝|孩子|小孩|娃|婴|月龄|喂|奶|辅食|疫苗|\bbab(?:y|ies)\b|\bchild|infant|toddler|\bfeed|formula|\bwean|\bmilk|vaccin/i;

/** We owe these to the caller whatever becomes of the child: nothing but its name makes them the child's. */
const owed: readonly Callback['permissionReason'][] = ['complaint-follow-up', 'missed-call-return', 'cut-off-return'];

/** 「林小满」 is 「小满」 in what agents write. */
const calledBy = (name: string): readonly string[] => (/^\p{Script=Han}{3,4}$/u.test(name) ? [name, name.slice(-2)] : [name]);

/**
 * Whether an agreed call is about one child and nothing else, so that it is not made when the family loses that child: it names
 * the child, or speaks of what only this one can be meant by. A person who writes the loss down sees the answer and may say otherwise.
 *
 * @param others the household's other children.
 */
export function hangsOnChild(callback: Pick<Callback, 'purpose' | 'agreedText' | 'permissionReason'>, child: Pick<Child, 'name' | 'birthDate'>, others: readonly Pick<Child, 'name' | 'birthDate'>[]): boolean {
  const text = `${callback.purpose} ${callback.agreedText}`;
  const names = ({ name }: Pick<Child, 'name'>): boolean => name !== null && calledBy(name).some((each) => text.includes(each));
  if (names(child)) return true;
  if (others.some(names)) return false;
  if (owed.includes(callback.permissionReason)) return false;
  const isOnlyUnborn = isUnborn(child) && !others.some(isUnborn);
  if (isOnlyUnborn && (callback.permissionReason === 'prenatal' || OF_PREGNANCY.test(text))) return true;
  return others.length === 0 && OF_CHILDREN.test(text);
}

/** Open callbacks that go with a child that is lost: those the agent named, and of the rest those agreed before that hang on it. */
export function cancelledWithChild<C extends Callback>(callbacks: readonly C[], child: Child, others: readonly Child[], named: OpData<'child.patch'>['callbacks'], saidAtMs: UtcMs): readonly C[] {
  const said = new Map((named ?? []).map((each) => [each.callbackId, each.isCancelled]));
  return callbacks.filter((each) => said.get(each.id) ?? (each.agreedAtMs <= saidAtMs && hangsOnChild(each, child, others)));
}

/**
 * Whether what somebody says of a child's standing is taken, when another may have said otherwise meanwhile: a loss always is, for
 * nobody is to be asked about a lost child because two wrote at once; anything else only by whoever saw what stands.
 *
 * @param seen what they saw; @param to what they say; @param stands what stands in the store, not the same as `to`.
 */
export function standingTaken(seen: ChildStanding | undefined, to: ChildStanding, stands: ChildStanding): boolean {
  return to !== stands && (to === 'lost' || seen === stands);
}

/** Two check-ups give two due dates: so far apart they may lie. */
const SAME_DUE_DAYS = 21;

/** Born (or expected) on the same day, and not called differently: twins have two names. */
export function isSameChild(one: Child, other: Child): boolean {
  const sameDay = one.birthDate !== null ? one.birthDate === other.birthDate : one.dueDate !== null && other.birthDate === null && one.dueDate === other.dueDate;
  return sameDay && isCalledAlike(one, other);
}

function isCalledAlike(one: Pick<Child, 'name' | 'sex'>, other: Pick<Child, 'name' | 'sex'>): boolean {
  return (one.name === null || other.name === null || one.name === other.name) && (one.sex === null || other.sex === null || one.sex === other.sex);
}

/** Whether a child in one family's file is the one another file of the same family says they lost. */
export function isSameAsLost(lost: Child, child: Child): boolean {
  if (isSameChild(lost, child)) return true;
  if (lost.birthDate !== null || child.birthDate !== null || lost.dueDate === null || child.dueDate === null) return false;
  return Math.abs(daysBetween(lost.dueDate, child.dueDate)) <= SAME_DUE_DAYS && isCalledAlike(lost, child);
}
