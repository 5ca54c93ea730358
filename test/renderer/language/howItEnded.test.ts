import { afterEach, describe, expect, it } from 'vitest';
import { howItEnded } from '../../../renderer/language/howItEnded.ts';
import { i18next } from '../../../renderer/language/i18n.ts';

afterEach(() => { void i18next.changeLanguage('zh-CN'); });

type Ended = Parameters<typeof howItEnded>[0];
const talked = { direction: 'in', answeredAtMs: 1 } as const;
const dialled = { direction: 'out', answeredAtMs: null } as const;
const rang = { direction: 'in', answeredAtMs: null } as const;

describe('how a call ended', () => {
  it.each<readonly [Ended, string, string]>([
    [{ ...talked, endReason: 'hung-up', hungUpBy: 'customer' }, '客户挂机', 'Customer hung up'],
    [{ ...talked, endReason: 'hung-up', hungUpBy: 'agent' }, '坐席挂机', 'Agent hung up'],
    [{ ...talked, endReason: 'network', hungUpBy: 'line' }, '掉线', 'Connection lost'],
    [{ ...dialled, endReason: 'busy', hungUpBy: 'customer' }, '占线', 'Busy'],
    [{ ...dialled, endReason: 'not-answered', hungUpBy: 'line' }, '无人接', 'No answer'],
    [{ ...dialled, endReason: 'refused', hungUpBy: 'customer' }, '拒接', 'Refused'],
    [{ ...dialled, endReason: 'network', hungUpBy: 'line' }, '线路不通', 'no line'],
    [{ ...dialled, endReason: 'cancelled', hungUpBy: 'agent' }, '您没等接通就挂了', 'you gave up'],
    [{ ...dialled, endReason: 'refused', hungUpBy: 'line' }, '不许拨，没拨出去', ''],
    [{ ...rang, endReason: 'cancelled', hungUpBy: 'customer' }, '对方没等到就挂了', ''],
    [{ ...rang, endReason: 'not-answered', hungUpBy: 'line' }, '振铃没接到', ''],
    [{ ...rang, endReason: 'refused', hungUpBy: 'agent' }, '您拒接', ''],
    [{ ...rang, endReason: 'failed', hungUpBy: 'line' }, '您接了但没接通，已转回队列', ''],
  ])('%o is 「%s」', (call, chinese, english) => {
    expect(howItEnded(call)).toBe(chinese);
    void i18next.changeLanguage('en');
    if (english !== '') expect(howItEnded(call)).toBe(english);
    else expect(howItEnded(call)).not.toBe(chinese);
  });
});
