import type { Customer, Relation } from '../customers/customer.ts';

/** Whoever of the household may be asked for. */
export type KnownPerson = Pick<Customer, 'id' | 'name' | 'relation'>;

/** The person to ask for, as the line names them. */
export interface AgreedPerson {
  /** Null for a name of the household's, or 「老人」 that may be several. */
  readonly relation: Relation | null;
  /** Null when the household has nobody, or more than one, of that description. */
  readonly customerId: string | null;
  /** Their words: 「外婆」. */
  readonly words: string;
}

export interface FoundPerson {
  readonly person: AgreedPerson;
  /** In the folded line; from the verb to the end of the name. */
  readonly start: number;
  readonly end: number;
}

const OF_CHILD = '(?:(?:孩子|宝宝|小孩|娃娃?|小朋友|他|她|您|你)(?:的|家)?)?';
/** Longer words first: 「外婆」 before 「婆」, 「孩子爸」 by its prefix. */
const CHINESE: readonly (readonly [string, readonly Relation[]])[] = [
  ['外婆|姥姥|家婆|外祖母|婆婆妈', ['maternal-grandmother']],
  ['外公|姥爷|外祖父|阿公', ['maternal-grandfather']],
  ['奶奶|祖母|嫲嫲|婆婆|阿嬷', ['paternal-grandmother']],
  ['爷爷|祖父|公公', ['paternal-grandfather']],
  ['宝妈妈?|妈妈|妈咪|老妈|母亲|太太|老婆|爱人|妈(?!妈)', ['mother']],
  ['宝爸爸?|爸爸|爸比|老爸|父亲|先生|老公|爸(?!爸)', ['father']],
  ['姑姑|姑妈|姨妈|小姨|大姨|舅妈|婶婶|伯母|阿姑', ['aunt']],
  ['舅舅|叔叔|伯伯|姑父|姨父|小叔|大伯|阿叔', ['uncle']],
  ['保姆|月嫂|育儿嫂|育婴师', ['nanny']],
  ['阿姨', ['nanny', 'aunt']],
  ['老人家?|长辈', ['maternal-grandmother', 'maternal-grandfather', 'paternal-grandmother', 'paternal-grandfather']],
];
const ENGLISH: readonly (readonly [string, readonly Relation[]])[] = [
  ['maternal grandmother|mother\'s mother', ['maternal-grandmother']],
  ['maternal grandfather', ['maternal-grandfather']],
  ['paternal grandmother', ['paternal-grandmother']],
  ['paternal grandfather', ['paternal-grandfather']],
  ['grandma|grandmother|granny|nana|gran', ['maternal-grandmother', 'paternal-grandmother']],
  ['grandpa|grandfather|granddad', ['maternal-grandfather', 'paternal-grandfather']],
  ['mom|mum|mommy|mummy|mother|wife', ['mother']],
  ['dad|daddy|father|husband', ['father']],
  ['aunt|auntie|aunty', ['aunt']],
  ['uncle', ['uncle']],
  ['nanny|maid', ['nanny']],
];
const VERBS = '(?:找到?|打给|打|拨打?|联系|致电给?|回电话?给|回复|回给|回|给|叫|请|约|跟|和|同|与|让|是|问)(?:一下)?\\s*';
const VERBS_EN = '(?:(?:ask|look|call|phone|ring|speak|talk|reach|find|contact)(?:\\s+back)?(?:\\s+(?:for|to|with))?|for|with)\\s+(?:the\\s+|her\\s+|his\\s+|baby\'?s\\s+)?';
const EDGE = '(?:$|[\\s,、，。.;:!?；：！？])';
/** What people say after a name instead of a space: 「打妈妈手机」「给外婆回电话」. */
const AFTER = '(?:本人|接|听|那边|的?(?:手机|电话|座机)|回(?:个|一个)?电话|打(?:个|一个)?电话|回电|打电话|联系|打过去|打回去)?';

function personOf(words: string, relations: readonly Relation[], people: readonly KnownPerson[]): AgreedPerson {
  const found = people.filter((person) => relations.includes(person.relation));
  const [one] = found;
  if (one !== undefined && found.length === 1) return { relation: one.relation, customerId: one.id, words };
  // 「阿姨」 in a family with neither nanny nor aunt is what most families call their nanny.
  const relation = relations.length === 1 || words === '阿姨' ? (relations[0] ?? null) : null;
  return { relation, customerId: null, words };
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const DOUBLE_SURNAMES = /^(?:欧阳|司马|上官|诸葛|尉迟|令狐|皇甫|慕容|司徒|东方|夏侯|端木|长孙|宇文|公孙|万俟)/;

/** Ways a colleague may write this person's name. */
function namesOf(person: KnownPerson): string {
  const name = person.name.normalize('NFKC').toLowerCase().trim();
  if (!/^\p{Script=Han}{2,4}$/u.test(name)) return [name, ...name.split(/\s+/).filter((part) => part.length > 2)].map(literally).join('|');
  const surname = DOUBLE_SURNAMES.exec(name)?.[0] ?? name.slice(0, 1);
  const given = name.slice(surname.length);
  const titled = `${surname}(?:女士|小姐|太太|先生|老师|阿姨|姐|哥|总|妈妈|爸爸|奶奶|爷爷|太)|[小老阿]${surname}`;
  return given.length >= 2 ? `${name}|${titled}|[小阿]?${given}` : `${name}|${titled}`;
}

function byName(text: string, people: readonly KnownPerson[], taken: (start: number, end: number) => boolean): FoundPerson | null {
  let best: FoundPerson | null = null;
  let several = false;
  for (const person of people) {
    const pattern = new RegExp(`(?:${VERBS}|${VERBS_EN})?(?<name>${namesOf(person)})${AFTER}`, 'g');
    for (const found of text.matchAll(pattern)) {
      const [start, end] = [found.index, found.index + found[0].length];
      if (taken(start, end)) continue;
      const words = found.groups?.['name'] ?? '';
      if (best !== null && best.start === start && best.person.customerId !== person.id) several = several || words.length === best.person.words.length;
      if (best === null || start < best.start || words.length > best.person.words.length) best = { person: { relation: person.relation, customerId: person.id, words }, start, end };
      break;
    }
  }
  return best !== null && several ? { ...best, person: { relation: null, customerId: null, words: best.person.words } } : best;
}

/**
 * Finds who is to be asked for: 「找妈妈」「给陈女士回电话」「打外婆手机」, "ask for mom".
 *
 * @param text   the folded line.
 * @param taken  true for a stretch that already means something else (a time).
 * @param speakerId  who is on the line now, for 「找她本人」; null when not known.
 */
export function findPerson(text: string, people: readonly KnownPerson[], speakerId: string | null, taken: (start: number, end: number) => boolean): FoundPerson | null {
  const named = byName(text, people, taken);
  const tables = [...CHINESE.map(([words, relations]) => [words, relations, false] as const), ...ENGLISH.map(([words, relations]) => [words, relations, true] as const)];
  let best: FoundPerson | null = null;
  for (const [words, relations, english] of tables) {
    const pattern = english
      ? new RegExp(`\\b(?:(?<verb>${VERBS_EN})(?<name>${words})\\b(?!'s)|(?<first>(?<=^)(?:${words}))\\b(?!'s)|(?<bare>${words})\\b(?=\\s*(?:$|[,;]|about\\b|re\\b|regarding\\b)))`, 'g')
      : new RegExp(`(?:(?<verb>${VERBS})${OF_CHILD}(?<name>${words})${AFTER}|(?<=^|[\\s,、，。的])${OF_CHILD}(?<bare>${words})(?:${AFTER}(?=${EDGE})))`, 'g');
    for (const found of text.matchAll(pattern)) {
      const groups = found.groups ?? {};
      const asks = groups['verb']?.trim() === '问';
      const name = groups['name'] ?? groups['bare'] ?? groups['first'] ?? '';
      const [start, end] = [found.index, found.index + found[0].length];
      if (taken(start, end)) continue;
      // 「问妈妈宝宝吃得怎么样」 asks for the mother and says what about: the words stay in the purpose.
      const span = asks ? { start: end, end } : { start, end };
      if (best === null || start < best.start) best = { person: personOf(name, relations, people), ...span };
      break;
    }
  }
  if (named !== null && (best === null || named.person.words.length >= best.person.words.length || named.start <= best.start)) return named;
  if (best !== null) return best;
  const self = /(?:找|打给|联系|给|回)(?:她|他|您|客户|来电人|本人)(?:自己|本人)?(?:回电话?|打电话)?/.exec(text);
  if (self === null || speakerId === null || taken(self.index, self.index + self[0].length)) return null;
  const speaker = people.find((person) => person.id === speakerId);
  return speaker === undefined ? null : { person: { relation: speaker.relation, customerId: speaker.id, words: speaker.name }, start: self.index, end: self.index + self[0].length };
}
