import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelAttitudes, channels, type Customer } from '../../../shared/customers/customer.ts';
import { joinAttitudes, mergeChildren, type MergedField, mergeHouseholdFields, mergePeople } from '../../../shared/customers/mergeFields.ts';
import { sampleChild, sampleCustomer, sampleHousehold } from '../../support/storeSamples.ts';

const attitudeArb: fc.Arbitrary<Customer['channelAttitude']> = fc.record(Object.fromEntries(channels.map((channel) => [channel, fc.constantFrom(...channelAttitudes)])), { requiredKeys: [] });
const told = (fields: readonly MergedField[]) => Object.fromEntries(fields.filter(({ fates }) => fates.length > 0).map(({ field, stands, beside, fates }) => [field, { stands, beside, fates }]));

describe('two people who are one', () => {
  const person = (over: Partial<Customer>): Customer => sampleCustomer('00000000-0000-4000-8000-000000000001', over);

  it('have what one of them has nothing in filled from the other, and both values where they differ', () => {
    const kept = person({ remark: ' ', interests: ['早教', '音乐'], language: 'putonghua', bestHours: '早上', channelAttitude: {} });
    const absorbed = person({ remark: '对花生过敏', interests: ['音乐', '早教'], language: 'cantonese', bestHours: null, channelAttitude: {} });
    expect(told(mergePeople(kept, absorbed))).toEqual({
      language: { stands: 'putonghua', beside: 'cantonese', fates: ['beside'] }, remark: { stands: '对花生过敏', beside: null, fates: ['filled'] },
    });
  });

  it('refuse every channel that either refuses, whichever stays, also in what is kept beside', () => {
    fc.assert(fc.property(attitudeArb, attitudeArb, (one, other) => {
      const merged = told(mergePeople(person({ channelAttitude: one }), person({ channelAttitude: other })))['channelAttitude'];
      const after = [joinAttitudes(one, other), joinAttitudes(other, one), merged?.stands ?? one, ...(merged?.beside == null ? [] : [merged.beside])] as Customer['channelAttitude'][];
      for (const channel of channels) {
        const isRefused = one[channel] === 'refuse' || other[channel] === 'refuse';
        for (const attitude of after) expect(attitude[channel] === 'refuse').toBe(isRefused);
        // What either said of a channel stands or is kept beside, unless it was refused.
        for (const said of [one[channel], other[channel]]) if (said !== undefined && !isRefused) expect(after.slice(2).map((attitude) => attitude[channel])).toContain(said);
      }
    }));
  });
});

describe('two children who are one', () => {
  it('keep the day of birth beside the day that was expected', () => {
    const id = '00000000-0000-4000-8000-000000000001';
    expect(told(mergeChildren(sampleChild(id, { birthDate: null, dueDate: '2026-08-03', name: null }), sampleChild(id, { birthDate: '2026-08-01', dueDate: '2026-08-05', name: '小满' })))).toEqual({
      name: { stands: '小满', beside: null, fates: ['filled'] }, birthDate: { stands: '2026-08-01', beside: null, fates: ['filled'] }, dueDate: { stands: '2026-08-03', beside: '2026-08-05', fates: ['beside'] },
    });
  });
});

describe('two households that become one', () => {
  it('have what was chosen; where they live and what they use is asked once more, what the other has nothing in stays', () => {
    const kept = sampleHousehold({ address: '延安路1弄2号', brand: '优安', city: null, tier: 'A' });
    const absorbed = sampleHousehold({ address: '友好北路7号', brand: null, city: '上海', tier: 'C' });
    expect(told(mergeHouseholdFields(kept, absorbed, ['address', 'brand', 'tier']))).toEqual({
      address: { stands: '友好北路7号', beside: '延安路1弄2号', fates: ['taken', 'beside'] }, city: { stands: '上海', beside: null, fates: ['filled'] }, tier: { stands: 'C', beside: null, fates: ['taken'] },
    });
  });

  it('do not have the detail of one source under the other', () => {
    const kept = sampleHousehold({ source: 'newspaper', sourceDetail: null });
    const absorbed = sampleHousehold({ source: 'lecture', sourceDetail: '2026-03 徐汇' });
    expect(told(mergeHouseholdFields(kept, absorbed, []))).toEqual({});
    expect(told(mergeHouseholdFields(kept, absorbed, ['source']))).toMatchObject({ sourceDetail: { stands: '2026-03 徐汇' } });
    expect(told(mergeHouseholdFields(absorbed, kept, ['source', 'sourceDetail']))).toMatchObject({ source: { stands: 'newspaper' }, sourceDetail: { stands: null } });
  });
});
