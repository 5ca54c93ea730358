import type { Customer, Language, Relation } from '../../shared/customers/customer.ts';
import { addDays } from '../../shared/time/localClock.ts';
import type { DemoCity } from './cities.ts';
import { demoId } from './demoId.ts';
import { elderRelations, type Member } from './family.ts';
import { aunts, fathers, grandfathers, grandmothers, mothers, nannies, nannySurnames, type SurnameRegion, surnames, uncles } from './names.ts';
import type { Prng } from './prng.ts';

const REGIONS: readonly SurnameRegion[] = ['jiangnan', 'lingnan', 'sichuan', 'north', 'central'];
/** Chance that a parent grew up in the city; Shenzhen's and Beijing's mostly did not. */
const LOCAL: Readonly<Record<string, number>> = { 上海: 0.55, 广州: 0.7, 深圳: 0.3, 北京: 0.45, 成都: 0.8, 重庆: 0.85 };

/** One side of a family: where it comes from and what it is called. */
interface Side {
  readonly surname: string;
  readonly local: boolean;
  readonly elderLanguage: Language;
  readonly parentLanguage: Language;
  /** The parent of this side. */
  readonly parentBorn: string;
}

function drawSide(city: DemoCity, prng: Prng, not: readonly string[], parentBorn: string): Side {
  const local = prng.chance(LOCAL[city.name] ?? 0.72);
  const region = local ? city.region : prng.pick(REGIONS);
  let surname = prng.weighted(surnames[region]);
  while (not.includes(surname)) surname = prng.weighted(surnames[region]);
  const speak = (shares: DemoCity['elders']): Language => {
    let left = prng.next() * 100;
    for (const [language, share] of shares) {
      left -= share;
      if (left < 0) return language;
    }
    return 'putonghua';
  };
  const elderLanguage = local ? speak(city.elders) : region === 'sichuan' && prng.chance(0.5) ? 'sichuanese' : region === 'lingnan' && prng.chance(0.4) ? 'cantonese' : 'putonghua';
  return { surname, local, elderLanguage, parentLanguage: local ? speak(city.parents.map(([language, share]) => [language, share * 1.2])) : 'putonghua', parentBorn };
}

/** What people of the household are called in a note; the north says 姥姥 where the south says 外婆. */
function wordOf(relation: Relation, region: SurnameRegion, prng: Prng): string {
  switch (relation) {
    case 'mother': return '妈妈';
    case 'father': return '爸爸';
    case 'maternal-grandmother': return region === 'north' ? '姥姥' : '外婆';
    case 'maternal-grandfather': return region === 'north' ? '姥爷' : '外公';
    case 'paternal-grandmother': return '奶奶';
    case 'paternal-grandfather': return '爷爷';
    case 'aunt': return prng.chance(0.6) ? '姑姑' : '小姨';
    case 'uncle': return prng.chance(0.5) ? '叔叔' : '舅舅';
    case 'nanny': return '阿姨';
    case 'other': return '家人';
  }
}

interface PeopleWanted {
  readonly householdId: string;
  readonly city: DemoCity;
  readonly today: string;
  /** Birth or due date of the youngest and of the eldest child. */
  readonly youngest: string;
  readonly eldest: string;
  /** Twenty-eight days around birth a 月嫂 is likely, later a 育儿嫂. */
  readonly monthsOld: number;
}

export interface People {
  readonly members: readonly Member[];
  readonly fatherSurname: string;
  readonly motherSurname: string;
}

const INTERESTS = ['音乐', '钢琴', '游泳', '足球', '绘本', '早教', '英语启蒙', '舞蹈', '画画', '亲子旅行', '烘焙', '摄影', '瑜伽', '积木', '户外', '国学', '轮滑', '围棋'] as const;
const MOTHER_HOURS = [
  '10–12点 / 15点后', '晚上7点以后', '工作日午休 12:30–13:30', '周末都行', '上午送完老大后', '别在13–15点打，宝宝午睡', '下午4点前', '9:30–11:30', '晚8点前', '随时，响久一点', '周二周四下午',
] as const;
const ELDER_HOURS = ['上午在家', '买菜回来10点后', '午睡到2点半，之后打', '晚饭后', '白天都在', '别太早'] as const;
const MOTHER_REMARKS = ['二胎妈妈，有经验', '护士，懂医学术语', '说话急，先听完再答', '上班族，白天收短信', '全职带娃', '喜欢问为什么，讲依据', '容易焦虑，先肯定再建议', '老师，时间固定', '做过笔记，会核对上次说法', '双职工，晚上才有空'] as const;
const ELDER_REMARKS = ['听力不好，说慢一点', '主要带孩子的人', '不太会用手机，打座机', '爱打听价格', '记性好，会复述', '退休教师', '普通话不熟，尽量讲方言', '心急，重要的说两遍'] as const;
const NANNY_REMARKS = ['月嫂，住家到满月', '育儿嫂，白天', '住家阿姨，周日休', '月嫂，有证'] as const;

const OTHERS: readonly (readonly [Relation, number])[] = [
  ['father', 82], ['maternal-grandmother', 46], ['paternal-grandmother', 42], ['paternal-grandfather', 19], ['maternal-grandfather', 16], ['aunt', 12], ['nanny', 13], ['uncle', 3],
];

/** Draws one to six people; a grandmother's surname differs from her husband's, a child's is its father's. */
export function drawPeople(wanted: PeopleWanted, prng: Prng): People {
  const { city } = wanted;
  const motherSide = drawSide(city, prng, [], addDays(wanted.eldest, -yearsInDays(prng.int(23, 35), prng)));
  const fatherSide = drawSide(city, prng, [motherSide.surname], addDays(wanted.eldest, -yearsInDays(prng.int(25, 38), prng)));
  const size = prng.weighted([[1, 9], [2, 22], [3, 27], [4, 22], [5, 13], [6, 7]] as const);
  const first: Relation = prng.weighted([['mother', 95], ['father', 3], ['maternal-grandmother', 1], ['paternal-grandmother', 1]] as const);
  const chosen: Relation[] = [first];
  const pool = new Map(OTHERS.filter(([relation]) => relation !== first && (relation !== 'nanny' || (wanted.monthsOld < 14 && wanted.monthsOld > -2))));
  while (chosen.length < size && pool.size > 0) {
    const next = prng.weighted([...pool]);
    pool.delete(next);
    chosen.push(next);
  }
  const order: readonly Relation[] = ['mother', 'father', ...elderRelations, 'aunt', 'uncle', 'nanny'];
  chosen.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const taken = new Set<string>();
  const members = chosen.map((relation, i) => drawMember(relation, i, wanted, { motherSide, fatherSide, taken, sole: chosen.length === 1 }, prng));
  return { members, fatherSurname: fatherSide.surname, motherSurname: motherSide.surname };
}

interface Kin {
  readonly motherSide: Side;
  readonly fatherSide: Side;
  readonly taken: Set<string>;
  readonly sole: boolean;
}

/** Days of so many years and a part of one. */
const yearsInDays = (years: number, prng: Prng): number => Math.round(365.25 * years) + prng.int(0, 364);

function drawMember(relation: Relation, index: number, wanted: PeopleWanted, kin: Kin, prng: Prng): Member {
  const { city, householdId } = wanted;
  const word = wordOf(relation, city.region, prng);
  const side = relation === 'mother' || relation.startsWith('maternal') || word === '小姨' || word === '舅舅' ? kin.motherSide : kin.fatherSide;
  // A grandmother keeps her own surname: not her husband's, and not the other family's either, so that no card misleads.
  const marriedIn = relation === 'maternal-grandmother' || relation === 'paternal-grandmother';
  const surname = relation === 'nanny' ? prng.pick(nannySurnames) : marriedIn ? otherSurname(city, [kin.motherSide.surname, kin.fatherSide.surname], prng) : side.surname;
  const given = (): string => prng.pick(givenNames(relation));
  let name = surname + given();
  while (kin.taken.has(name)) name = surname + given();
  kin.taken.add(name);
  const elder = elderRelations.includes(relation);
  const mother = relation === 'mother';
  return {
    word: relation === 'nanny' ? (wanted.monthsOld <= 1 ? '月嫂' : '阿姨') : word,
    customer: {
      id: memberId(householdId, index), householdId, name, relation,
      language: elder ? side.elderLanguage : relation === 'nanny' ? 'putonghua' : side.parentLanguage,
      birthday: prng.chance(mother ? 0.7 : elder ? 0.15 : 0.3) && relation !== 'nanny' ? birthday(relation, side, prng) : null,
      channelAttitude: attitude(relation, prng),
      bestHours: prng.chance(mother ? 0.55 : elder ? 0.35 : 0.2) ? prng.pick(elder ? ELDER_HOURS : MOTHER_HOURS.filter((hours) => hours !== '上午送完老大后' || wanted.eldest !== wanted.youngest)) : null,
      interests: mother ? prng.shuffle(INTERESTS).slice(0, prng.weighted([[0, 35], [1, 25], [2, 25], [3, 15]] as const)) : [],
      remark: remarkOf(relation, word, side.elderLanguage, wanted, prng),
    },
  };
}

function remarkOf(relation: Relation, word: string, language: Language, wanted: PeopleWanted, prng: Prng): string | null {
  if (relation === 'aunt' || relation === 'uncle') return `${word}，${prng.pick(['同住', '住同小区', '周末来帮忙', '帮忙登记的'])}`;
  if (relation === 'nanny') return prng.pick(NANNY_REMARKS.filter((text) => text.startsWith('月嫂') === (wanted.monthsOld <= 1)));
  if (relation === 'mother') return prng.chance(0.28) ? prng.pick(MOTHER_REMARKS.filter((text) => !text.includes('二胎') || wanted.eldest !== wanted.youngest)) : null;
  return elderRelations.includes(relation) && prng.chance(0.35) ? prng.pick(ELDER_REMARKS.filter((text) => language !== 'putonghua' || !text.includes('方言'))) : null;
}

function otherSurname(city: DemoCity, not: readonly string[], prng: Prng): string {
  let surname = prng.weighted(surnames[city.region]);
  while (not.includes(surname)) surname = prng.weighted(surnames[city.region]);
  return surname;
}

function givenNames(relation: Relation): readonly string[] {
  switch (relation) {
    case 'mother': return mothers;
    case 'father': return fathers;
    case 'maternal-grandmother': case 'paternal-grandmother': return grandmothers;
    case 'maternal-grandfather': case 'paternal-grandfather': return grandfathers;
    case 'aunt': return aunts;
    case 'uncle': return uncles;
    case 'nanny': case 'other': return nannies;
  }
}

/** Ids of one household's people sort in the order of the family, which is the order they are listed in. */
export function memberId(householdId: string, index: number): string {
  const id = demoId('customer', householdId, index);
  return `${householdId.slice(0, 8)}-000${index + 1}-${id.slice(14)}`;
}

/** Parents were of age when the eldest came; grandparents when their own child did; an aunt is of the parents' years. */
function birthday(relation: Relation, side: Side, prng: Prng): string {
  if (relation === 'mother' || relation === 'father') return side.parentBorn;
  return addDays(side.parentBorn, relation === 'aunt' || relation === 'uncle' ? prng.int(-1800, 1800) : -yearsInDays(prng.int(21, 31), prng));
}

function attitude(relation: Relation, prng: Prng): Customer['channelAttitude'] {
  if (relation !== 'mother') return prng.chance(0.25) ? { phone: 'prefer' } : elderRelations.includes(relation) && prng.chance(0.3) ? { phone: 'allow', sms: 'refuse' } : {};
  return prng.weighted<Customer['channelAttitude']>([
    [{ phone: 'allow', sms: 'allow' }, 26], [{ phone: 'prefer', sms: 'refuse' }, 14], [{ phone: 'prefer', sms: 'allow', mail: 'allow' }, 14], [{ phone: 'allow', sms: 'prefer', email: 'refuse' }, 14],
    [{ phone: 'allow', mail: 'prefer' }, 8], [{ phone: 'allow', sms: 'allow', mail: 'refuse', email: 'allow' }, 8], [{}, 12], [{ phone: 'refuse', sms: 'prefer' }, 4],
  ]);
}
