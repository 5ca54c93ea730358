import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeField, type PatchField, patchFields } from '../../../shared/customers/customerPatch.ts';

const value = fc.oneof(fc.constant(null), fc.string(), fc.array(fc.string(), { maxLength: 3 }), fc.dictionary(fc.constantFrom('phone', 'sms'), fc.constantFrom('prefer', 'refuse')));
const field = fc.constantFrom<PatchField>(...patchFields);

describe('judgeField', () => {
  it('applies what nobody else has changed', () => {
    fc.assert(fc.property(field, value, value, (name, base, mine) => {
      expect(['apply', 'same']).toContain(judgeField(name, base, mine, structuredClone(base)));
    }));
  });

  it('has nothing to do when it stands so already, whatever was seen', () => {
    fc.assert(fc.property(field, value, value, (name, base, mine) => { expect(judgeField(name, base, mine, structuredClone(mine))).toBe('same'); }));
  });

  it.each([
    ['name', 'beside'], ['tier', 'beside'], ['bestHours', 'over'], ['remark', 'over'], ['interests', 'over'],
  ] as const)('%s changed by both: %s', (name, verdict) => {
    expect(judgeField(name, 'a', 'b', 'c')).toBe(verdict);
  });

  it('takes keys in another order, and a value that is missing or null, for the same', () => {
    expect(judgeField('channelAttitude', { phone: 'prefer', sms: 'refuse' }, {}, { sms: 'refuse', phone: 'prefer' })).toBe('apply');
    expect(judgeField('remark', undefined, 'x', null)).toBe('apply');
  });
});
