import type { Customer, Language } from '../../../../shared/customers/customer.ts';
import { politeTitle } from '../../../../shared/customers/politeTitle.ts';

/*
 * What to say first. These are words to be spoken to the customer, in the customer's own language: they do not follow
 * the language of the screen. Before it is sure who speaks, no child's name and no complaint is spoken of.
 */

export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening';

/** @param minuteOfDay by the customer's clock. */
export function partOfDay(minuteOfDay: number): PartOfDay {
  if (minuteOfDay >= 300 && minuteOfDay < 660) return 'morning';
  if (minuteOfDay >= 660 && minuteOfDay < 780) return 'noon';
  if (minuteOfDay >= 780 && minuteOfDay < 1110) return 'afternoon';
  return 'evening';
}

export type OpeningOccasion = 'promise' | 'we-rang' | 'known' | 'unknown';

export interface OpeningFacts {
  readonly language: Language;
  readonly part: PartOfDay;
  /** The agent's name. */
  readonly agent: string;
  /** The likeliest person; null when nobody is known. */
  readonly person: Pick<Customer, 'name' | 'relation'> | null;
  readonly occasion: OpeningOccasion;
}

interface Words {
  readonly hello: Readonly<Record<PartOfDay, string>>;
  readonly line: (agent: string) => string;
  readonly isIt: (title: string) => string;
  readonly who: string;
  readonly promise: string;
  readonly weRang: string;
  readonly known: string;
  readonly unknown: string;
}

const putonghua: Words = {
  hello: { morning: '早上好', noon: '您好', afternoon: '下午好', evening: '晚上好' },
  line: (agent) => `育儿热线，我是${agent}。`,
  isIt: (title) => `请问是${title}吗？`,
  who: '请问您怎么称呼？',
  promise: '我们约好了要联系您，现在方便说吗？',
  weRang: '我们之前给您打过电话，没接通，您是回电吗？',
  known: '今天想问点什么？',
  unknown: '有什么可以帮到您？',
};
const cantonese: Words = {
  hello: { morning: '早晨', noon: '您好', afternoon: '午安', evening: '晚上好' },
  line: (agent) => `育儿热线，我系${agent}。`,
  isIt: (title) => `请问系咪${title}？`,
  who: '请问点称呼您？',
  promise: '我哋约好咗搵您，而家方便倾吗？',
  weRang: '我哋之前打过畀您，冇人听，您系咪覆电？',
  known: '今日想问啲咩？',
  unknown: '有咩可以帮到您？',
};
const shanghainese: Words = {
  hello: { morning: '早浪好', noon: '侬好', afternoon: '侬好', evening: '夜里好' },
  line: (agent) => `育儿热线，我是${agent}。`,
  isIt: (title) => `请问是${title}伐？`,
  who: '请问侬哪能称呼？',
  promise: '阿拉约好要联系侬，现在方便讲伐？',
  weRang: '阿拉前头打过侬电话，呒没接通，侬是回电伐？',
  known: '今朝想问点啥？',
  unknown: '有啥好帮侬伐？',
};
const sichuanese: Words = {
  hello: { morning: '早上好', noon: '您好', afternoon: '下午好', evening: '晚上好' },
  line: (agent) => `育儿热线，我是${agent}。`,
  isIt: (title) => `请问是${title}哇？`,
  who: '请问您咋个称呼？',
  promise: '我们约好了要联系您，这会儿方便说哈不？',
  weRang: '我们前头给您打过电话，没打通，您是回电哇？',
  known: '今天想问点啥子？',
  unknown: '有啥子可以帮到您？',
};
const english: Words = {
  hello: { morning: 'Good morning', noon: 'Hello', afternoon: 'Good afternoon', evening: 'Good evening' },
  line: (agent) => `parenting line, this is ${agent}. `,
  isIt: (title) => `Am I speaking with ${title}? `,
  who: 'May I have your name? ',
  promise: 'We agreed to ring you; is now a good time? ',
  weRang: 'We tried to reach you before; are you returning our call? ',
  known: 'What can I do for you today?',
  unknown: 'How may I help you?',
};

const spoken: Readonly<Record<Language, Words>> = {
  putonghua, cantonese, shanghainese, sichuanese, english,
  // Said in 普通话, with the dialect on the card: a line written by somebody who does not speak it would be worse.
  hokkien: putonghua, hakka: putonghua,
};

function compose(words: Words, facts: OpeningFacts, language: Language): string {
  const comma = language === 'english' ? ', ' : '，';
  const who = facts.person === null ? words.who : words.isIt(politeTitle(facts.person, language));
  const about = { promise: words.promise, 'we-rang': words.weRang, known: words.known, unknown: words.unknown }[facts.occasion];
  return `${words.hello[facts.part]}${comma}${words.line(facts.agent)}${who}${about}`.trim();
}

export interface Opening {
  readonly line: string;
  /** The same in 普通话, for an agent who reads the dialect with effort; null when the line is 普通话 or English. */
  readonly plain: string | null;
}

/** The first sentences of a call, in the customer's language. */
export function openingLine(facts: OpeningFacts): Opening {
  const words = spoken[facts.language];
  const isPlain = words === putonghua || words === english;
  return { line: compose(words, facts, facts.language), plain: isPlain ? null : compose(putonghua, facts, 'putonghua') };
}
