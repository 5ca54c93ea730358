import { describe, expect, it } from 'vitest';
import { maskCards } from '../../../shared/language/maskCards.ts';

describe('a text with a card number in it', () => {
  it.each([
    ['卡号6222021234567890123，开户行工行', '卡号**** 0123，开户行工行'],
    ['6222 0212 3456 7890 123', '**** 0123'],
    ['4111-1111-1111-1111 有效期', '**** 1111 有效期'],
    ['5555555555554444', '**** 4444'],
    ['两张：4111111111111111、6217000010001234567。', '两张：**** 1111、**** 4567。'],
  ])('%s keeps its last four digits: %s', (text, masked) => {
    expect(maskCards(text)).toBe(masked);
  });

  it.each([
    '13800138000', '+8613800138000', '021-61234567', '400 820 1234 138 0013 8000', '身份证 310101199001011234', '订单 4111111111111112', '20261122153000', '01900000-0000-7000-8000-123456789012', '4111111111111111a',
  ])('%s is no card and stays', (text) => {
    expect(maskCards(text)).toBe(text);
  });

  it('is left alone while the number is still being typed, and masked when something follows', () => {
    expect(maskCards('卡号 6222021234567890', true)).toBe('卡号 6222021234567890');
    expect(maskCards('卡号 6222021234567890123，', true)).toBe('卡号 **** 0123，');
  });
});
