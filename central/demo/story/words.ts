import type { Relation } from '../../../shared/customers/customer.ts';
import { must } from '../../../shared/language/must.ts';
import { daysBetween } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { eventNames, mailedBooks, newspapers, rivalBrands } from '../careNotes.ts';
import { shortDistrict } from '../cities.ts';
import { chinaDate } from '../demoTime.ts';
import { type DemoChild, elderRelations, type Member, milkAt, monthsOn, pregnancyWeeks, productStage } from '../family.ts';
import type { NoteWords } from '../writeNote.ts';
import type { Ledger } from './ledger.ts';

const TONGUES: Readonly<Record<string, string>> = { cantonese: '（粤语）', shanghainese: '（沪语）', sichuanese: '（四川话）', hokkien: '（闽南话）', hakka: '（客家话）', english: '（英语）' };

/** Who of a household would ring, as likely as such people do. */
const RINGS: Readonly<Record<Relation, number>> = {
  mother: 60, father: 16, 'maternal-grandmother': 15, 'paternal-grandmother': 14, 'maternal-grandfather': 5, 'paternal-grandfather': 5, aunt: 3, uncle: 2, nanny: 5, other: 1,
};

export function drawSpeaker(ledger: Ledger, of?: readonly Relation[]): Member | null {
  const fitting = ledger.family.members.filter((member) => of === undefined || of.includes(member.customer.relation));
  return fitting.length === 0 ? null : ledger.prng.weighted(fitting.map((member) => [member, RINGS[member.customer.relation]] as const));
}

export function firstMember(ledger: Ledger): Member {
  return must(ledger.family.members[0], 'a household has at least one person');
}

function feedingNow(child: DemoChild, months: number): string {
  if (months >= 12) return '吃饭为主加奶';
  return { breast: '纯母乳', mixed: '混合喂养', formula: '吃奶粉' }[milkAt(child, months)] + (months >= 6 ? '加辅食' : '');
}

/** The words a note of this moment may call for. */
export function wordsAt(ledger: Ledger, atMs: UtcMs, speaker: Member, child: DemoChild): NoteWords {
  const { prng, family } = ledger;
  const day = chinaDate(atMs);
  const months = monthsOn(child.bornOn, day);
  const speakerElder = elderRelations.includes(speaker.customer.relation);
  const elders = family.members.filter((member) => member !== speaker && elderRelations.includes(member.customer.relation));
  const others = family.members.filter((member) => member !== speaker);
  const era = months < 0 ? 0 : months < 6 ? 1 : months < 12 ? 2 : 3;
  const stage = productStage(Math.max(0, months));
  return {
    who: speaker.word, elder: speakerElder ? speaker.word : elders.length > 0 ? prng.pick(elders).word : prng.pick(['老人', '家里老人', '婆家人']),
    other: others.length > 0 ? prng.pick(others).word : '家里人',
    baby: prng.pick(babyWords(family.children, child, day)), tongue: prng.chance(0.45) ? (TONGUES[speaker.customer.language] ?? '') : '',
    days: String(Math.max(1, daysBetween(child.bornOn, day))), week: String(pregnancyWeeks(child.bornOn, day)), months: String(Math.max(0, months)), stage: `${stage}段`, nextStage: `${Math.min(4, stage + 1)}段`,
    rival: family.rival ?? prng.pick(rivalBrands), feedingNow: feedingNow(child, Math.max(0, months)),
    source: sourceWord(family.household.source), shop: prng.pick(['旗舰店', '官方商城', '门店', '母婴店', '超市']),
    place: placeOf(ledger), paper: prng.pick(newspapers), friend: prng.pick(['同事', '邻居', '同学', '表姐', '老客户', '小区妈妈']),
    weeksLeft: String(Math.max(1, 40 - pregnancyWeeks(child.bornOn, day))), busy: prng.pick(speakerElder ? ['买菜', '做饭', '午睡', '哄睡'] : ['上班', '开会', '做饭', '哄睡', '路上']),
    event: prng.pick(must(eventNames[era], 'every age has events')), book: prng.pick(must(mailedBooks[era], 'every age has booklets')),
    minutes: String(prng.int(0, 3)), seconds: String(prng.int(2, 59)).padStart(2, '0'),
  };
}

/** While there is no other child, the eldest too is simply 宝宝. */
function babyWords(children: readonly DemoChild[], child: DemoChild, day: string): readonly string[] {
  const alone = !children.some((other) => other !== child && other.bornOn <= day);
  return [...(alone ? ['宝宝', '宝宝', '宝宝'] : child.ranks), ...child.names];
}

function placeOf(ledger: Ledger): string {
  const { family, prng } = ledger;
  const district = shortDistrict(family.district);
  return prng.chance(0.6) ? district : family.city.name;
}

function sourceWord(source: string): string {
  return { lecture: '讲座', 'store-promotion': '门店', newspaper: '报纸', hospital: '医院', web: '官网', referral: '朋友介绍', import: '旧档', 'call-800': '来电' }[source] ?? '来电';
}

/** Whom a care contact at a time is about: the youngest whose pregnancy had begun, else the next elder child. */
export function childAt(ledger: Ledger, atMs: UtcMs): DemoChild {
  const day = chinaDate(atMs);
  const { children } = ledger.family;
  return must(children.find((child) => pregnancyWeeks(child.bornOn, day) >= 5) ?? children[children.length - 1], 'a household has a child, born or expected');
}
