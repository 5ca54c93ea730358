import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertRule, alertRuleSchema } from '../../../shared/alerts/alertRule.ts';
import { type AlertStanding, type AlertTurn, CALM, judgeAlert } from '../../../shared/alerts/judgeAlert.ts';
import { webhookUrlFault } from '../../../shared/alerts/webhook.ts';

const NOW = 1_800_000_000_000;
const rule = (over: Partial<AlertRule> = {}): AlertRule => ({
  name: '等待过多', figure: 'waiting', queueId: null, limit: 10, margin: 2, forSeconds: 0, leastCounted: 1, tellsSupervisors: true, webhookIds: [], active: true, ...over,
});
/** What is told when the figure goes through these values, one a second. */
function turns(of: AlertRule, values: readonly (number | null)[], counted = 100, target = 0): readonly (AlertTurn | null)[] {
  let standing: AlertStanding = CALM;
  return values.map((value, second) => {
    const judged = judgeAlert(of, standing, { value, counted, target }, NOW + second * 1000);
    standing = judged.standing;
    return judged.turn;
  });
}

describe('an alert', () => {
  it('is raised once beyond its limit, and over once it is back by its margin', () => {
    expect(turns(rule(), [10, 11, 12, 11, 10, 9, 8, 8, 11])).toEqual([null, 'raised', null, null, null, null, 'cleared', null, 'raised']);
  });

  it('of a share that is to be high is raised below its limit', () => {
    expect(turns(rule({ figure: 'level', limit: 80, margin: 5 }), [80, 79, 80, 84, 85])).toEqual([null, 'raised', null, null, 'cleared']);
  });

  it('waits for as long as it is told to, both ways, and begins anew when the figure turns between', () => {
    expect(turns(rule({ forSeconds: 2 }), [11, 11, 9, 11, 11, 11, 8, 11, 8, 8, 8])).toEqual([null, null, null, null, null, 'raised', null, null, null, null, 'cleared']);
  });

  it('without a limit of its own goes by the floor’s target', () => {
    expect(turns(rule({ limit: null }), [4, 5], 100, 4)).toEqual([null, 'raised']);
  });

  it('says nothing of a share of too few callers, and is over when there is nothing to count', () => {
    const level = rule({ figure: 'level', limit: 80, leastCounted: 10 });
    expect(turns(level, [0, 0], 9)).toEqual([null, null]);
    expect(turns(level, [0, null], 10)).toEqual(['raised', 'cleared']);
  });

  it('can be over however wide its margin: nothing left, or all of a hundred, is good', () => {
    expect(turns(rule({ limit: 1, margin: 50 }), [2, 1, 0])).toEqual(['raised', null, 'cleared']);
    expect(turns(rule({ figure: 'promises', limit: 95, margin: 50 }), [90, 99, 100])).toEqual(['raised', null, 'cleared']);
  });

  it('taken out of use while it is raised is over, once', () => {
    const raised = { raisedAtMs: NOW, turningSinceMs: null };
    expect(judgeAlert(rule({ active: false }), raised, { value: 99, counted: 1, target: 0 }, NOW + 1)).toEqual({ standing: CALM, turn: 'cleared' });
    expect(judgeAlert(rule({ active: false }), CALM, { value: 99, counted: 1, target: 0 }, NOW + 1)).toEqual({ standing: CALM, turn: null });
  });

  it('is raised and over in turn, whatever the figure does', () => {
    fc.assert(fc.property(
      fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }), { maxLength: 60 }), fc.constantFrom('waiting', 'level'), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 4 }),
      (values, figure, margin, forSeconds) => {
        const told = turns(rule({ figure, margin, forSeconds }), values).filter((turn) => turn !== null);
        expect(told).toEqual(told.map((_turn, at) => (at % 2 === 0 ? 'raised' : 'cleared')));
      },
    ));
  });
});

describe('a rule', () => {
  it.each([
    ['of promises belongs to no queue', { figure: 'promises', queueId: 'product' }, 'queueId'],
    ['of a share has a limit of a hundred at most', { figure: 'level', limit: 101 }, 'limit'],
    ['tells somebody', { tellsSupervisors: false }, 'tellsSupervisors'],
  ] as const)('%s', (_title, over, field) => {
    expect(alertRuleSchema.safeParse({ ...rule(), ...over }).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe('the address of a webhook', () => {
  it.each([
    ['https://alarm.example.com/hooks/1?floor=2', false, null],
    ['https://10.0.0.8:8443/', false, null],
    ['http://127.0.0.1:9000/hook', true, null],
    ['http://[::1]:9000/hook', true, null],
    ['http://127.0.0.1:9000/hook', false, 'https'],
    ['http://127.0.0.1.example.com/', true, 'https'],
    ['http://alarm.example.com/', true, 'https'],
    ['ftp://alarm.example.com/', true, 'https'],
    ['https://user:word@alarm.example.com/', false, 'credentials'],
    ['https://alarm.example.com/#here', false, 'credentials'],
    ['https://alarm.example.com\\@127.0.0.1/', true, 'credentials'],
    ['https://', false, 'url'],
    ['alarm.example.com', false, 'url'],
    ['https://a b.example.com/', false, 'url'],
  ] as const)('%s, on this machine allowed: %s', (url, mayBeHere, fault) => {
    expect(webhookUrlFault(url, mayBeHere)).toBe(fault);
  });
});
