import { describe, expect, it } from 'vitest';
import { pathOfNul, plainText, plainTexts } from '../../../shared/language/plainText.ts';

describe('a plain text', () => {
  it('keeps what people write, newline and tab, and nothing a store would not take', () => {
    expect(plainText('喝奶\0粉\u0007\r\n第二\u0085行\t😀 ok\ud83d')).toBe('喝奶粉\n第二行\t😀 ok');
  });

  it('is made of every text of a record', () => {
    expect(plainTexts({ a: '\0b', n: 1, none: null, list: ['\u001bc', { d: 'e\0' }] })).toEqual({ a: 'b', n: 1, none: null, list: ['c', { d: 'e' }] });
  });
});

describe('U+0000', () => {
  it('is found with its path', () => {
    expect(pathOfNul({ data: { questions: [{ text: 'a' }, { text: 'b\0' }] } })).toEqual(['data', 'questions', '1', 'text']);
    expect(pathOfNul({ data: ['a', 1, null] })).toBeNull();
  });
});
