import { describe, expect, it } from 'vitest';
import { en, zh } from '../../renderer/language/resources.ts';

function textsOf(words: unknown): readonly string[] {
  return typeof words === 'string' ? [words] : Object.values(words as Record<string, unknown>).flatMap(textsOf);
}

/** What has one word on screen (docs/glossary.md), and the words it must not have as well. */
describe('one thing has one word', () => {
  it.each([
    ['a withheld number: 号码隐藏', zh, /未显示号码|隐藏号码|没有显示号码|不显示号码/],
    ['a withheld number: Number withheld', en, /hid(?:es|den|ing) (?:the |their )?number|number (?:is )?hidden|number (?:was|is) withheld/i],
    ['leave to ring: 同意回访', zh, /愿意回访/],
    ['callbacks and promises: 预约和承诺', zh, /约定和承诺|答应过的(?!答复)/],
    ['a child without a name: 未起名', zh, /未取名/],
  ])('%s', (_what, words, others) => {
    expect(textsOf(words).filter((text) => others.test(text))).toEqual([]);
  });
});
