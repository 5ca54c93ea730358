import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { MessageTemplate } from '../../../shared/messages/messageTemplate.ts';
import type { PlaceholderValues } from '../../../shared/messages/placeholders.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { childrenInOrder, personOf } from '../customers/householdWords.ts';
import { politeTitle } from '../workbench/ringing/openingLine.ts';

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
  const person = personOf(file, customerId);
  const [child] = childrenInOrder(file.children);
  return {
    ...(person === null ? {} : { salutation: politeTitle(person, language === 'en' ? 'english' : 'putonghua') }),
    ...(child === undefined ? {} : { child: child.name ?? (language === 'en' ? 'your baby' : '宝宝') }),
    ...(agreed === null ? {} : { 'agreed-time': agreedWords(agreed.dueAtMs, agreed.zone, language) }),
    agent: agentName,
  };
}
