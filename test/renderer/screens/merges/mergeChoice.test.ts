import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { choiceWith, consequencesOf, differingFields, proposeChoice, requestOf, sidesOf, takeFrom } from '../../../../renderer/screens/merges/mergeChoice.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../../support/deskSamples.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';

/** The family as the other city's list has it: no address, the mother's name misspelt, the child without a name. */
function twin(file: HouseholdFile): HouseholdFile {
  const other = sampleHousehold();
  return {
    ...other,
    household: { ...other.household, name: '陈晓文家', address: null, tier: 'C', createdAtMs: SAMPLE_NOW_MS - DAY_MS },
    customers: other.customers.slice(0, 1).map((each) => ({ ...each, name: '陈晓文' })),
    children: other.children.map((each) => ({ ...each, name: null })),
    phones: [...file.phones.map((phone) => ({ ...phone, id: v7() })), { id: v7(), number: '+8613812345678', extension: null, kind: 'mobile', customerId: null }],
  };
}

describe('what is proposed of two households', () => {
  const a = sampleHousehold();
  const b = twin(a);

  it('keeps the one with more history, and the elder of two alike', () => {
    expect(proposeChoice({ a, b }).keep).toBe('a');
    expect(proposeChoice({ a: b, b: a }).keep).toBe('b');
    expect(proposeChoice({ a, b: { ...b, interactionCount: 3 } }).keep).toBe('b');
  });

  it('takes from the one that goes only what the other has nothing in', () => {
    expect(choiceWith({ a, b }, 'b').take).toEqual(['address']);
    expect(choiceWith({ a, b }, 'a').take).toEqual([]);
    expect(differingFields({ kept: a, absorbed: b }, []).map(({ field }) => field)).toEqual(['name', 'address', 'tier']);
  });

  it('takes how we came to know them together with its detail, and gives both back', () => {
    expect(takeFrom(['name'], 'source', 'absorbed')).toEqual(['name', 'source', 'sourceDetail']);
    expect(takeFrom(['name', 'source', 'sourceDetail'], 'source', 'kept')).toEqual(['name']);
  });

  it('takes people of one relation and a similar name, and children of one birthday, for the same', () => {
    const choice = choiceWith({ a, b }, 'a');
    expect(choice.people).toEqual({ [b.customers[0]?.id ?? '']: a.customers[0]?.id });
    expect(choice.children).toEqual({ [b.children[0]?.id ?? '']: a.children[0]?.id });
  });

  it('keeps twins apart: two children of one birthday with names of their own', () => {
    const twins = { ...b, children: b.children.map((each) => ({ ...each, name: '小年' })) };
    expect(choiceWith({ a, b: twins }, 'a').children).toEqual({});
  });

  it('matches nobody twice', () => {
    const doubled = { ...b, customers: [...b.customers, ...b.customers.map((each) => ({ ...each, id: v7() }))] };
    expect(Object.values(choiceWith({ a, b: doubled }, 'a').people)).toHaveLength(1);
  });

  it('becomes the request central takes, after a swap the other way round', () => {
    const request = requestOf({ a, b }, choiceWith({ a, b }, 'b'));
    expect(request).toEqual({
      keepId: b.household.id, absorbId: a.household.id, take: ['address'],
      people: [{ keep: b.customers[0]?.id, absorb: a.customers[0]?.id }], children: [{ keep: b.children[0]?.id, absorb: a.children[0]?.id }],
    });
  });

  it('counts what becomes of the rest: a number both have is kept once, consent is not taken over', () => {
    const files = { a, b: { ...b, callbacks: [sampleCallback({ householdId: b.household.id })] } };
    expect(consequencesOf(sidesOf(files, 'a'), choiceWith(files, 'a'), SAMPLE_NOW_MS)).toMatchObject({
      numbersMoved: 1, numbersTwice: 1, peopleSame: 1, peopleMoved: 0, childrenSame: 1, childrenMoved: 0, callbacks: 1, consentEnds: true, optOuts: 0,
    });
  });
});
