import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cityOfNumber, formatPhone, storePhone } from '../../../shared/customers/phoneNumber.ts';

describe('storePhone', () => {
  it.each([
    ['13800138000', '+8613800138000', null],
    ['+8613800138000', '+8613800138000', null],
    ['0086 138 0013 8000', '+8613800138000', null],
    ['86-138-0013-8000', '+8613800138000', null],
    ['013800138000', '+8613800138000', null],
    ['1795113800138000', '+8613800138000', null],
    ['12593 13800138000', '+8613800138000', null],
    ['17969013800138000', '+8613800138000', null],
    ['125831 13800138000', '+8613800138000', null],
    ['138-0013-8000', '+8613800138000', null],
    ['138/0013/8000', '+8613800138000', null],
    ['１３８－００１３－８０００', '+8613800138000', null],
    ['010-82345678', '+861082345678', null],
    ['(010)82345678', '+861082345678', null],
    ['(010) 8234 5678', '+861082345678', null],
    ['02161234567', '+862161234567', null],
    ['021/6123-4567', '+862161234567', null],
    ['2161234567', '+862161234567', null],
    ['862161234567', '+862161234567', null],
    ['0571-88888888-123', '+8657188888888', '123'],
    ['0571-88888888转123', '+8657188888888', '123'],
    ['0755 26123456 ext 801', '+8675526123456', '801'],
    ['+86 (0)10 82345678', '+861082345678', null],
    ['0086-010-82345678', '+861082345678', null],
    ['400-820-8820', '+864008208820', null],
    ['400-820-8820转2', '+864008208820', '2'],
    ['8008208820', '+868008208820', null],
    ['95588', '95588', null],
    ['110', '110', null],
    ['0376-6234567', '+863766234567', null],
    ['tel:+8613800138000', '+8613800138000', null],
    ['+85291234567', '+85291234567', null],
    ['0085291234567', '+85291234567', null],
    ['19912345678', '+8619912345678', null],
  ])('brings %s to %s', (input, number, extension) => {
    expect(storePhone(input)).toMatchObject({ number, extension });
  });

  it.each(['', '你好', '12345678901234567890123', '4321', 'anonymous'])('says that %j is no number', (input) => {
    expect(storePhone(input).number).toBeNull();
  });

  it('completes a local number with the home area code, and only then', () => {
    expect(storePhone('61234567', '21').number).toBe('+862161234567');
    expect(storePhone('61234567').number).toBeNull();
  });

  it('finds the same stored number again from the form it shows on screen', () => {
    const landline = fc.tuple(fc.constantFrom('10', '20', '21', '28', '571', '755', '376'), fc.integer({ min: 2_000_000, max: 8_999_999 })).map(([area, local]) => (area.length === 2 ? `0${area}${local}0` : `0${area}${local}0`));
    const mobile = fc.integer({ min: 13_000_000_000, max: 13_999_999_999 }).map(String);
    fc.assert(fc.property(fc.oneof(landline, mobile), (input) => {
      const stored = storePhone(input).number;
      expect(stored).not.toBeNull();
      if (stored !== null) expect(storePhone(formatPhone(stored)).number).toBe(stored);
    }));
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => { storePhone(input); }));
  });
});

describe('cityOfNumber', () => {
  it.each([
    ['+862161234567', '上海'], ['+862085550143', '广州'], ['+863766234567', '信阳'], ['+8657188888888', '杭州'],
    ['+8613800138000', null], ['+864008208820', null], ['95588', null], ['+85291234567', null],
  ])('tells %s to be from %s', (stored, city) => {
    expect(cityOfNumber(stored)).toBe(city);
  });
});

describe('formatPhone', () => {
  it.each([
    ['+862085550143', '020-8555 0143'], ['+8613800138000', '138 0013 8000'], ['+868008201234', '800-820-1234'], ['95588', '95588'], ['+863766234567', '0376-623 4567'],
  ])('writes %s as %s', (stored, shown) => {
    expect(formatPhone(stored)).toBe(shown);
  });
});
