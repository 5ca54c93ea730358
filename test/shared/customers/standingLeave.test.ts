import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { StandingConsent, StandingOptOut } from '../../../shared/customers/consent.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { standingLeave } from '../../../shared/customers/standingLeave.ts';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

const base = sampleHousehold();
const householdId = base.household.id;
const mother = must(base.customers[0], 'nobody');
const now = SAMPLE_NOW_MS;
const bare: HouseholdFile = { ...base, household: { ...base.household, phoneConsentUntilMs: null } };
const consent = (over: Partial<StandingConsent> = {}): StandingConsent => ({
  id: v7(), householdId, customerId: mother.id, channel: 'phone', purpose: '回访', givenAtMs: now - 9 * DAY_MS, untilMs: now + 9 * DAY_MS, proofKind: 'form', proof: 'F', recordedByName: '李敏', withdrawnAtMs: null, ...over,
});
const optOut = (over: Partial<StandingOptOut> = {}): StandingOptOut => ({ id: v7(), householdId, customerId: null, channel: 'phone', saidAtMs: now - 5 * DAY_MS, words: '别打了', interactionId: null, agentName: '王倩', ...over });
const phone = (over: Partial<HouseholdFile>, who: string | null = mother.id) => standingLeave({ ...bare, ...over }, who, now)[0];
const attitude = (how: 'allow' | 'refuse') => ({ customers: [{ ...mother, channelAttitude: { phone: how } }] });

describe('how a person stands to a channel', () => {
  it('is told for every channel', () => {
    expect(standingLeave(bare, mother.id, now).map((each) => each.channel)).toEqual(['phone', 'sms', 'mail', 'email']);
    expect(standingLeave(bare, mother.id, now)[1]).toMatchObject({ stands: 'no', why: 'attitude' });
  });

  it.each<readonly [string, Partial<HouseholdFile>, string, string]>([
    ['is only what they ask for when nothing was written down', {}, 'service', 'nothing'],
    ['rests on a consent that is in force', { leave: { consents: [consent()], optOuts: [] } }, 'yes', 'consent'],
    ['is over when the consent has ended', { leave: { consents: [consent({ untilMs: now })], optOuts: [] } }, 'service', 'ended'],
    ['rests on nothing when the consent was withdrawn', { leave: { consents: [consent({ withdrawnAtMs: now - 1 })], optOuts: [] } }, 'service', 'nothing'],
    ['is no after an opt-out', { leave: { consents: [consent()], optOuts: [optOut()] } }, 'no', 'opt-out'],
    ['is no after an opt-out of all channels', { leave: { consents: [], optOuts: [optOut({ channel: 'all' })] } }, 'no', 'opt-out'],
    ['is no after a call that ended with one', { interactions: [sampleInteraction({ householdId, outcome: 'opt-out' })] }, 'no', 'opt-out-call'],
    ['is yes again by a consent given after the opt-out', { leave: { consents: [consent({ givenAtMs: now - DAY_MS })], optOuts: [optOut()] } }, 'yes', 'consent'],
    ['is not yes again because a field says so', { leave: { consents: [consent({ givenAtMs: now - DAY_MS, proofKind: 'record' })], optOuts: [optOut()] } }, 'no', 'opt-out'],
    ['is no when their record says so, whatever consent there is', { ...attitude('refuse'), leave: { consents: [consent()], optOuts: [] } }, 'no', 'attitude'],
    ['is not touched by another person’s opt-out', { leave: { consents: [consent()], optOuts: [optOut({ customerId: v7() })] } }, 'yes', 'consent'],
    ['does not rest on another person’s consent', { leave: { consents: [consent({ customerId: v7() })], optOuts: [] } }, 'service', 'nothing'],
    ['does not rest on a family’s consent that a merge brought', { leave: { consents: [consent({ customerId: null })], optOuts: [] } }, 'service', 'ended'],
    ['rests on the household’s own field when an older centre told no row', { household: base.household }, 'yes', 'household'],
    ['rests on the person’s own field in the same case', attitude('allow'), 'yes', 'attitude'],
  ])('%s', (_title, over, stands, why) => {
    expect(phone(over)).toMatchObject({ stands, why });
  });

  it('names the consent with a proof before the one a field stands for', () => {
    expect(phone({ leave: { consents: [consent({ proofKind: 'record', untilMs: null }), consent({ proof: 'F-1024' })], optOuts: [] } })).toMatchObject({ consent: { proof: 'F-1024' } });
  });
});
