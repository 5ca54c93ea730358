import type { Callback } from '../callbacks/callback.ts';
import { childrenInOrder } from '../customers/childrenInOrder.ts';
import type { HouseholdFile } from '../customers/household.ts';
import { politeTitle } from '../customers/politeTitle.ts';
import { localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';
import type { MessageTemplate } from './messageTemplate.ts';
import type { PlaceholderValues } from './placeholders.ts';

/*
 * Words that go to the customer: in the language of the template, whatever the screen speaks.
 */

/** 「11月25日（周三）15:00」, 'Wed 25 Nov, 15:00', by the customer's clock. Never 「明天」: nobody knows on which day it is read. */
export function agreedWords(atMs: UtcMs, zone: string, language: MessageTemplate['language']): string {
  const { date, minuteOfDay } = localClock(atMs, zone);
  const time = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(noon);
  return language === 'zh-CN' ? `${month}月${day}日（${weekday}）${time}` : `${weekday} ${day} ${new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(noon)}, ${time}`;
}

/** What is known of a customer to be put into a template; what is not is left to the agent. */
export function templateValues(file: HouseholdFile, customerId: string, agreed: Callback | null, agentName: string, language: MessageTemplate['language']): PlaceholderValues {
  const person = file.customers.find((each) => each.id === customerId) ?? null;
  const [child] = childrenInOrder(file.children);
  return {
    ...(person === null ? {} : { salutation: politeTitle(person, language === 'en' ? 'english' : 'putonghua') }),
    ...(child === undefined ? {} : { child: child.name ?? (language === 'en' ? 'your baby' : '宝宝') }),
    ...(agreed === null ? {} : { 'agreed-time': agreedWords(agreed.dueAtMs, agreed.zone, language) }),
    agent: agentName,
  };
}

/** Longest words that can be put into a template. */
const MOST_CONTENT = 300;

/** An answer as it is put into a sentence of a template: without its own full stop, cut where no more goes in. */
export function asContent(say: string): string {
  return say.trim().slice(0, MOST_CONTENT).replace(/[。.]$/, '');
}
