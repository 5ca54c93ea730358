import { afterEach, describe, expect, it } from 'vitest';
import { i18next } from '../../../../renderer/language/i18n.ts';
import { en, zh } from '../../../../renderer/language/resources.ts';
import { notReadyWords } from '../../../../renderer/screens/workbench/call/notReadyWords.ts';
import { notReadyReasons } from '../../../../shared/agents/agentState.ts';
import { linkNames } from '../../../../shared/ipc/readiness.ts';

const inLanguage = (language: 'zh-CN' | 'en'): void => { void i18next.changeLanguage(language); };
afterEach(() => { inLanguage('zh-CN'); });

/** A key that has no words is given back as itself. */
const isWorded = (words: string): boolean => words.trim() !== '' && !/workbench\.|link\.|\{\{/.test(words);

describe.each(['zh-CN', 'en'] as const)('why no call comes, in %s', (language) => {
  it.each(notReadyReasons)('is said with what helps when every link holds: %s', (reason) => {
    inLanguage(language);
    const { why, fix, press } = notReadyWords(reason, null, true);
    expect(isWorded(why) && isWorded(fix)).toBe(true);
    expect(press).toBe('available');
  });

  it.each(Object.keys(zh.link.cause))('names the link, the cause and a cure: %s', (cause) => {
    inLanguage(language);
    for (const name of linkNames) {
      const { why, fix, press } = notReadyWords('link-lost', { name, cause }, false);
      const words = (language === 'en' ? en : zh).link;
      expect(why).toContain(words.name[name]);
      expect(why).toContain(words.cause[cause as 'unknown']);
      expect(isWorded(fix)).toBe(true);
      expect(press).toBe('recheck');
    }
  });
});

it('says what mends this very cause, and not only this link', () => {
  const denied = notReadyWords('microphone', { name: 'microphone', cause: 'device-denied' }, false);
  const silent = notReadyWords('microphone', { name: 'microphone', cause: 'device-silent' }, false);
  expect(denied.fix).toContain('隐私');
  expect(silent.fix).toContain('静音开关');
  expect(notReadyWords('microphone', { name: 'microphone', cause: 'not-told-yet' }, false).fix).toBe(zh.link.cure.microphone);
});

it('asks for a little patience after sign-in only while a link is still being proved', () => {
  expect(notReadyWords('starting', null, false).press).toBeNull();
  expect(notReadyWords('starting', null, true)).toMatchObject({ why: '六项都通过了，还没有示闲。', press: 'available' });
});
