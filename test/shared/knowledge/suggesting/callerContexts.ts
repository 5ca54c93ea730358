import { readFileSync } from 'node:fs';
import type { Feeding } from '../../../../shared/customers/child.ts';

/** A caller as the desk knows them before the first word, and the answers a good agent would want to have open. */
export interface CallerContext {
  readonly number: number;
  readonly children: readonly { readonly months: number; readonly feeding: Feeding | null }[];
  readonly month: number;
  readonly hour: number;
  readonly city: string;
  readonly language: 'zh-CN' | 'en';
  /** Newest first: the key of the article they were answered with, or their own words. */
  readonly asked: readonly { readonly key: string | null; readonly words: string | null; readonly daysAgo: number }[];
  readonly open: readonly { readonly kind: 'promise' | 'complaint' | 'request'; readonly words: string }[];
  /** Keys of one to four articles. */
  readonly wanted: readonly string[];
}

const FEEDINGS: Readonly<Record<string, Feeding | null>> = { b: 'breast', m: 'mixed', f: 'formula', s: 'solids', '-': null };

/** All written callers. @throws Error naming the line that is malformed. */
export function readCallerContexts(): readonly CallerContext[] {
  return readFileSync(new URL('callerContexts.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map(readLine);
}

/** Odd numbers are for tuning; even ones were held back until the ranking was done. */
export function isHeldBack(context: CallerContext): boolean {
  return context.number % 2 === 0;
}

function readLine(line: string): CallerContext {
  const [number, children, month, hour, city, language, asked, open, wanted, ...rest] = line.split(';').map((part) => part.trim());
  if (number === undefined || children === undefined || city === undefined || asked === undefined || open === undefined || wanted === undefined || rest.length > 0) throw new Error(line);
  return {
    number: Number(number), month: Number(month), hour: Number(hour), city, language: language === 'en' ? 'en' : 'zh-CN',
    children: children === 'none' ? [] : children.split(',').map((child) => readChild(child.trim(), line)),
    asked: asked === '' ? [] : asked.split(',').map((each) => readAsked(each.trim(), line)),
    open: open === '' ? [] : [readOpen(open, line)],
    wanted: wanted.split(/\s+/),
  };
}

function readChild(text: string, line: string): CallerContext['children'][number] {
  const week = /^w(\d+)$/.exec(text)?.[1];
  // As childStage counts: whole months before the due date, and past it 0.
  if (week !== undefined) return { months: Number(week) > 40 ? 0 : -Math.max(1, Math.ceil((280 - Number(week) * 7) / 30.4375)), feeding: null };
  const [, months, feeding = ''] = /^(\d+) ([bmfs-])$/.exec(text) ?? [];
  const fed = FEEDINGS[feeding];
  if (months === undefined || fed === undefined) throw new Error(line);
  return { months: Number(months), feeding: fed };
}

function readAsked(text: string, line: string): CallerContext['asked'][number] {
  const [, words, key, days] = /^(?:"([^"]+)"|([a-z0-9-]+))@(\d+)$/.exec(text) ?? [];
  if (days === undefined) throw new Error(line);
  return { key: key ?? null, words: words ?? null, daysAgo: Number(days) };
}

function readOpen(text: string, line: string): CallerContext['open'][number] {
  const [, kind, words] = /^(promise|complaint|request) (.+)$/.exec(text) ?? [];
  if (words === undefined || (kind !== 'promise' && kind !== 'complaint' && kind !== 'request')) throw new Error(line);
  return { kind, words };
}
