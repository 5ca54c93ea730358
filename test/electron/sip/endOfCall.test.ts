import { describe, expect, it } from 'vitest';
import { endOfBye, endOfCancelled, endOfRefused } from '../../../electron/sip/endOfCall.ts';

describe('the end of a call', () => {
  it.each([
    ['the caller gave up', undefined, 'cancelled', 'customer'],
    ['a colleague answered', 'SIP;cause=200;text="Call completed elsewhere"', 'cancelled', 'line'],
    ['a colleague answered, in ISDN words', 'Q.850;cause=26', 'cancelled', 'line'],
    ['it rang too long', 'SIP;cause=408;text="no answer"', 'not-answered', 'line'],
    ['the reason is nonsense', ';;cause=', 'cancelled', 'customer'],
    ['the second of two reasons counts', 'Q.850;cause=16, SIP;cause=200', 'cancelled', 'line'],
  ] as const)('while ringing: %s', (_title, header, reason, by) => {
    expect(endOfCancelled(header)).toEqual({ reason, by, code: null });
  });

  it.each([
    ['no reason is the customer', undefined, 'hung-up', 'customer', null],
    ['normal clearing is the customer', 'Q.850;cause=16;text="Terminated"', 'hung-up', 'customer', null],
    ['a failure is the line', 'SIP;cause=503;text="line"', 'network', 'line', 503],
  ] as const)('while talking: %s', (_title, header, reason, by, code) => {
    expect(endOfBye(header)).toEqual({ reason, by, code });
  });

  it.each([
    [486, 'busy', 'customer'], [600, 'busy', 'customer'], [603, 'refused', 'customer'], [408, 'not-answered', 'line'], [480, 'not-answered', 'line'],
    [404, 'failed', 'line'], [484, 'failed', 'line'], [503, 'network', 'line'],
  ] as const)('a dialled call answered with %i', (code, reason, by) => {
    expect(endOfRefused(code)).toEqual({ reason, by, code });
  });
});
