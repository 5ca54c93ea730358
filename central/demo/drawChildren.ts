import type { Feeding } from '../../shared/customers/child.ts';
import { addDays } from '../../shared/time/localClock.ts';
import type { DemoCity } from './cities.ts';
import { demoId } from './demoId.ts';
import { type DemoChild, monthsOn, productStage } from './family.ts';
import { boys, girls, nicknames } from './names.ts';
import type { Prng } from './prng.ts';
import type { Milk } from './situations/situation.ts';

interface Births {
  /** Days from today, negative: born so many days ago, youngest first. */
  readonly days: readonly number[];
  readonly twins: boolean;
  /** Past the due date, and nobody has told of the birth. */
  readonly overdue: boolean;
}

/** When the children of a household were or will be born. */
export function drawBirths(prng: Prng): Births {
  const kind = prng.weighted([['unborn', 13], ['overdue', 1], ['new', 6], ['half', 28], ['year', 23], ['toddler', 23], ['old', 6]] as const);
  const youngest = {
    unborn: () => prng.int(2, 225), overdue: () => -prng.int(1, 9), new: () => -prng.int(2, 30), half: () => -prng.int(31, 182),
    year: () => -prng.int(183, 365), toddler: () => -prng.int(366, 1095), old: () => -prng.int(1096, 1400),
  }[kind]();
  const twins = kind !== 'overdue' && prng.chance(0.024);
  const days = twins ? [youngest, youngest] : [youngest];
  if (!twins && prng.chance(kind === 'unborn' ? 0.34 : 0.24)) {
    days.push(youngest - prng.int(500, 2200));
    if (prng.chance(0.09)) days.push(youngest - prng.int(2700, 3300));
  }
  return { days, twins, overdue: kind === 'overdue' };
}

const MILKS: Readonly<Record<'own' | 'rival' | 'potential' | 'never', { readonly early: readonly (readonly [Milk, number])[]; readonly later: readonly (readonly [Milk, number])[] }>> = {
  own: { early: [['breast', 20], ['mixed', 48], ['formula', 32]], later: [['mixed', 45], ['formula', 55]] },
  rival: { early: [['breast', 15], ['mixed', 45], ['formula', 40]], later: [['mixed', 40], ['formula', 60]] },
  potential: { early: [['breast', 86], ['mixed', 14]], later: [['breast', 70], ['mixed', 30]] },
  never: { early: [['breast', 100]], later: [['breast', 100]] },
};

/** Remarks on a child, each from the month on in which it can be known. */
const BORN_REMARKS: readonly (readonly [fromMonth: number, text: string])[] = [
  [0, '早产，{35|36}周出生'], [0, '出生时黄疸住院三天'], [0, '吃奶快，容易呛'], [0, '剖宫产'], [0, '白天外婆带，晚上妈妈带'], [2, '湿疹，换季容易犯'], [2, '第一次打疫苗后烧过一天'],
  [3, '乳糖不耐受（家长述）'], [8, '鸡蛋过敏（医生诊断）'], [12, '牛奶蛋白过敏已好转'], [12, '走路早，爱磕碰'],
];

interface ChildrenWanted {
  readonly householdId: string;
  readonly today: string;
  readonly births: Births;
  readonly fatherSurname: string;
  readonly relation: 'own' | 'rival' | 'potential' | 'never';
  readonly rival: string | null;
  readonly city: DemoCity;
}

const fill = (text: string, prng: Prng): string => text.replace(/\{([^}]*)\}/g, (_all, words: string) => prng.pick(words.split('|')));

/** Draws the children; they bear the father's surname. */
export function drawChildren(wanted: ChildrenWanted, prng: Prng): readonly DemoChild[] {
  const { days, twins } = wanted.births;
  const hospital = prng.pick(wanted.city.hospitals);
  const usedNames = new Set<string>();
  const sexes = days.map(() => (prng.chance(0.5) ? 'girl' : 'boy') as 'girl' | 'boy');
  const twinMilk = drawMilk(wanted.relation, prng);
  return days.map((day, i) => {
    const bornOn = addDays(wanted.today, day);
    const unborn = day > 0 || (wanted.births.overdue && i === 0);
    const months = monthsOn(bornOn, wanted.today);
    const sex = sexes[i] ?? 'girl';
    const named = !unborn && (day < -25 || prng.chance(0.55));
    let given = prng.pick(sex === 'girl' ? girls : boys);
    while (usedNames.has(given)) given = prng.pick(sex === 'girl' ? girls : boys);
    usedNames.add(given);
    const nickname = !unborn && prng.chance(0.5) ? prng.pick(nicknames[sex]) : null;
    const milk = twins ? twinMilk : drawMilk(wanted.relation, prng);
    const remarks = [nickname === null ? null : `小名${nickname}`, unborn ? null : prng.chance(0.16) ? fill(prng.pick(BORN_REMARKS.filter(([from]) => months >= from))[1], prng) : null].filter((text) => text !== null);
    const feeding: Feeding | null = unborn ? null : months >= 12 ? (prng.chance(0.85) || months >= 20 ? 'solids' : milk.late) : months >= 6 ? milk.mid : milk.early;
    return {
      child: {
        id: demoId('child', wanted.householdId, i), householdId: wanted.householdId, name: named ? wanted.fatherSurname + given : null,
        sex: unborn ? null : sex, birthDate: unborn ? null : bornOn, dueDate: unborn ? bornOn : day > -200 && prng.chance(0.4) ? addDays(bornOn, prng.int(-6, 12)) : null,
        hospital: prng.chance(unborn ? 0.5 : 0.85) ? hospital : null, feeding,
        product: unborn ? null : productOf(wanted, months, months >= 12 ? milk.late : months >= 6 ? milk.mid : milk.early),
        remark: remarks.length === 0 ? null : remarks.join('，'),
      },
      bornOn, milk, ranks: ranksOf(i, sex, sexes, wanted.births), names: [nickname, named && given.length > 1 ? given : null].filter((name) => name !== null),
    };
  });
}

function drawMilk(relation: ChildrenWanted['relation'], prng: Prng): DemoChild['milk'] {
  const { early, later } = MILKS[relation];
  const first = prng.weighted(early);
  return { early: first, mid: relation === 'potential' || relation === 'never' ? prng.weighted(later) : first === 'breast' ? 'mixed' : prng.weighted(later), late: relation === 'own' || relation === 'rival' ? 'formula' : 'breast' };
}

function productOf(wanted: ChildrenWanted, months: number, milk: Milk): string | null {
  if (months >= 60) return null;
  if (wanted.relation === 'own' && (milk !== 'breast' || months >= 12)) return `优安${productStage(months)}段`;
  if (wanted.relation === 'rival' && milk !== 'breast' && wanted.rival !== null) return `${wanted.rival}${productStage(months)}段`;
  if (wanted.relation === 'never' && months >= 12) return '普通鲜奶';
  return null;
}

/** The eldest is 老大 or 哥哥/姐姐, the youngest 老二, 小的 or 弟弟/妹妹; an only child has no rank. */
function ranksOf(index: number, sex: 'girl' | 'boy', sexes: readonly ('girl' | 'boy')[], births: Births): readonly string[] {
  if (births.twins) {
    const other = sexes[1 - index] ?? sex;
    const word = sex !== other ? (index === 0 ? (sex === 'boy' ? '哥哥' : '姐姐') : sex === 'boy' ? '弟弟' : '妹妹') : index === 0 ? '双胞胎大的' : '双胞胎小的';
    return [word, '两个宝宝'];
  }
  if (births.days.length === 1) return [];
  return index === 0 ? ['老二', '小的', sex === 'boy' ? '弟弟' : '妹妹', '宝宝'] : ['老大', sex === 'boy' ? '哥哥' : '姐姐'];
}
