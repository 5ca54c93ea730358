import { describe, expect, it } from 'vitest';
import { inRemit, remitSchema } from '../../../shared/agents/remit.ts';

const everything = { regionIds: [], lineIds: [] };

describe('what an agent works for', () => {
  it.each([
    ['no limit sees every region and line', everything, { regionId: 'east', lineIds: ['product'] }, true],
    ['a region of theirs', { ...everything, regionIds: ['east', 'south'] }, { regionId: 'south', lineIds: [] }, true],
    ['another region', { ...everything, regionIds: ['east'] }, { regionId: 'south', lineIds: [] }, false],
    ['a city of no region belongs to everybody', { ...everything, regionIds: ['east'] }, { regionId: null, lineIds: [] }, true],
    ['a line of theirs among others', { ...everything, lineIds: ['product'] }, { regionId: 'east', lineIds: ['mother-baby', 'product'] }, true],
    ['another line', { ...everything, lineIds: ['product'] }, { regionId: 'east', lineIds: ['mother-baby'] }, false],
    ['a household of no line belongs to everybody', { ...everything, lineIds: ['product'] }, { regionId: 'east', lineIds: [] }, true],
    ['the right region and the wrong line', { regionIds: ['east'], lineIds: ['product'] }, { regionId: 'east', lineIds: ['mother-baby'] }, false],
    ['the wrong region and the right line', { regionIds: ['south'], lineIds: ['product'] }, { regionId: 'east', lineIds: ['product'] }, false],
  ])('%s', (_title, remit, household, expected) => {
    expect(inRemit(remit, household)).toBe(expected);
  });

  it('is read with each code once, in one order, and a code that could be no code is refused', () => {
    expect(remitSchema.parse({ regionIds: ['south', 'east', 'south'], lineIds: [] })).toEqual({ regionIds: ['east', 'south'], lineIds: [] });
    expect(remitSchema.safeParse({ regionIds: ['华东'], lineIds: [] }).success).toBe(false);
  });
});
