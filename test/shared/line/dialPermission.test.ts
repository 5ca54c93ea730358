import { describe, expect, it } from 'vitest';
import { readPermission, writePermission } from '../../../shared/line/dialPermission.ts';
import { dialRefusalHeader, dialRefusals, readDialRefusal } from '../../../shared/line/dialRefusal.ts';

const [callbackId, householdId, customerId] = ['0199b7a0-0000-7000-8000-000000000001', '0199b7a0-0000-7000-8000-000000000002', '0199b7a0-0000-7000-8000-000000000003'] as const;

describe('the header that says why a call is dialled', () => {
  it.each([
    { reason: 'agreed', callbackId, householdId, customerId, overrule: 'safety' },
    { reason: 'form-consent', callbackId: null, householdId, customerId: null, overrule: null },
    { reason: 'missed-call-return', callbackId: null, householdId: null, customerId: null, overrule: null },
  ] as const)('comes back as it was written: $reason', (permission) => {
    expect(readPermission(writePermission(permission))).toEqual(permission);
  });

  it.each([[undefined], [''], ['  '], [`;callback=${callbackId}`]])('names no reason when it is %j', (header) => {
    expect(readPermission(header)).toBeNull();
  });

  it('takes no overruling reason that is none', () => {
    expect(readPermission('form-consent;overrule=because I want to')?.overrule).toBeNull();
    expect(readPermission('form-consent;overrule=plan-changed')?.overrule).toBe('plan-changed');
  });

  it('takes no id that is none, and no reason longer than one can be', () => {
    expect(readPermission("agreed; callback=1 OR 1=1; household=; customer=x")).toEqual({ reason: 'agreed', callbackId: null, householdId: null, customerId: null, overrule: null });
    expect(readPermission('a'.repeat(5000))?.reason).toHaveLength(40);
  });
});

describe('the header that says why a call is not taken', () => {
  it('comes back as it was written, whatever the refusal', () => {
    for (const refusal of dialRefusals) expect(readDialRefusal(dialRefusalHeader(refusal).slice('Reason: '.length))).toBe(refusal);
  });

  it.each([[undefined], [''], ['SIP;cause=403'], ['SIP;cause=486;text="opted-out"'], ['Q.850;cause=21'], ['SIP;cause=403;text="because"']])('%j names none', (header) => {
    expect(readDialRefusal(header)).toBeNull();
  });
});
