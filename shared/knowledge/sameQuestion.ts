import { canonicalText, wordClasses } from './search/canonicalText.ts';
import { foldedText, plainText } from './search/searchTerms.ts';
import { type SearchWords, usualSearchWords } from './search/searchWords.ts';

/**
 * Two questions are one when this share of the characters and pairs of the one is in the other, words for one thing and
 * ways to ask being the same: 「羊奶粉能混着喝吗」 and 「羊奶粉可以混着喝吗？」 are one.
 */
export const SAME_QUESTION = 0.7;

export interface QuestionForm {
  readonly plain: string;
  readonly terms: ReadonlySet<string>;
  readonly negations: number;
  readonly numbers: string;
}

const classesOf = new WeakMap<SearchWords, ReturnType<typeof wordClasses>>();

/** A question in the form it is compared in. */
export function questionForm(question: string, words: SearchWords = usualSearchWords): QuestionForm {
  const classes = classesOf.get(words) ?? wordClasses(words);
  classesOf.set(words, classes);
  const folded = foldedText(question);
  const canonical = canonicalText(folded, classes);
  const plain = plainText(folded);
  const text = canonical === '' ? plain : canonical;
  const terms = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    terms.add(text.charAt(at));
    if (at > 0) terms.add(text.slice(at - 1, at + 1));
  }
  return { plain, terms, negations: canonical.replace(/(.)[不没]\1/gu, '').match(/[不没无未别非莫]/g)?.length ?? 0, numbers: (canonical.match(/\d+/g) ?? []).join(' ') };
}

/** Say nothing of what is asked about. */
const FILLING = /[吗呢的了啊呀么吧把给就还都也会要我你您她他们这那个]/;
const tellsOtherThan = (a: QuestionForm, b: QuestionForm): boolean => [...a.terms].some((term) => term.length === 1 && !b.terms.has(term) && !FILLING.test(term));

/**
 * How alike two questions are, 0 to 1 (Dice); 0 where one denies what the other does not, names another number, or each
 * says something the other does not (cow's milk, goat's milk): better two of a question than an answer to another.
 */
export function questionsAlike(a: QuestionForm, b: QuestionForm): number {
  if (a.plain === b.plain) return 1;
  if (a.numbers !== b.numbers || (a.negations > 0) !== (b.negations > 0)) return 0;
  if (tellsOtherThan(a, b) && tellsOtherThan(b, a)) return 0;
  let both = 0;
  for (const term of a.terms) if (b.terms.has(term)) both += 1;
  return (2 * both) / (a.terms.size + b.terms.size);
}

/** The one of `questions` that asks the same; null: none does. */
export function sameQuestion<Q extends { readonly title: string }>(question: string, questions: readonly Q[]): Q | null {
  const asked = questionForm(question);
  let best: Q | null = null;
  let bestAlike = SAME_QUESTION;
  for (const each of questions) {
    const alike = questionsAlike(asked, questionForm(each.title));
    if (alike >= bestAlike && (best === null || alike > bestAlike)) [best, bestAlike] = [each, alike];
  }
  return best;
}
