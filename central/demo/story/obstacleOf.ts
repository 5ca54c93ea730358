import { NO_OBSTACLE } from '../../../shared/calls/obstacle.ts';

/** Words of a note, and what is in the way of whoever is told so; the first that fits. */
const heard: readonly (readonly [RegExp, obstacle: string])[] = [
  [/态度|没人回|没回电|一直占线|打不通|催/, 'service'],
  [/缺货|调货|断货|买不到|物流|快递|等不及/, 'supply'],
  [/贵|价|优惠|便宜|促销|积分/, 'price'],
  [/结块|异物|凹|漏粉|罐子|防伪|真假|生产日期|批次|溶/, 'doubt'],
  [/吐|拉肚子|腹泻|便秘|胀气|湿疹|过敏|不耐受|肠绞痛|大便/, 'tolerance'],
  [/嫌味|口味|不喝了|不爱喝|厌奶|挑食|不爱吃/, 'taste'],
  [/婆婆|奶奶不|外婆不|老人|爸爸不/, 'family'],
  [/别的牌子|别家|国外|其他品牌/, 'rival'],
];
/** What customers of other brands stay away for, as often as not. */
const OF_RIVALS = ['rival', 'price', 'rival', 'family'] as const;

/** What is said in talks about something else, and stands in no note. */
const BESIDE = ['price', 'supply', 'price', 'taste', 'family', 'rival', 'service', 'other'] as const;

/** A number below a hundred that an id always gives: the other draws of a story stay what they were. */
const hundredth = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(-7), 16) % 100;

/**
 * What an agent wrote down as being in the customer's way, by what the note tells: asked in two talks of three.
 *
 * @returns null: it was not asked, or there was no talk.
 */
export function obstacleOf({ id, note, talkSeconds }: { readonly id: string; readonly note: string; readonly talkSeconds: number | null }, relationClass: string): string | null {
  const chance = hundredth(id);
  if (talkSeconds === null || talkSeconds === 0 || chance >= 66) return null;
  if ((relationClass === 'rival' || relationClass === 'never') && chance < 30) return OF_RIVALS[chance % OF_RIVALS.length] ?? null;
  const said = heard.find(([words]) => words.test(note))?.[1];
  if (said !== undefined) return said;
  return chance < BESIDE.length ? (BESIDE[chance] ?? null) : chance < 40 ? NO_OBSTACLE : null;
}
