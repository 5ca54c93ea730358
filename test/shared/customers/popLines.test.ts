import { describe, expect, it } from 'vitest';
import type { AskedQuestion, Case, Commitment, HouseholdFile } from '../../../shared/customers/household.ts';
import { popLines } from '../../../shared/customers/popLines.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS as now, sampleCallback, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

const base = sampleHousehold();
const file = (over: Partial<HouseholdFile>): HouseholdFile => ({ ...base, ...over });
const kinds = (over: Partial<HouseholdFile>, atMs = now): readonly string[] => popLines(file(over), atMs).map((line) => line.kind);
const complaint = (over: Partial<Case> = {}): Case => ({ id: 'case', householdId: base.household.id, customerId: null, kind: 'complaint', title: '罐口漏粉', openedAtMs: now - DAY_MS, dueAtMs: now + DAY_MS, handlerName: '刘敏', state: 'open', ...over });
const owed = (over: Partial<Commitment> = {}): Commitment => ({ id: 'owed', householdId: base.household.id, customerId: null, what: '寄试用装', dueAtMs: now + HOUR_MS, promisedByAgentId: null, promisedByName: '王倩', promisedAtMs: now - DAY_MS, state: 'open', ...over });
const asked = (text: string, daysAgo: number, over: Partial<AskedQuestion> = {}): AskedQuestion => ({ id: `${text}${daysAgo}`, interactionId: `call ${daysAgo}`, articleId: null, text, askedAtMs: now - daysAgo * DAY_MS, articleVersion: null, ...over });
const tried = (hoursAgo: number, over = {}) => sampleInteraction({ kind: 'call-out', outcome: 'no-answer', talkSeconds: null, agentName: '李婷', startedAtMs: now - hoursAgo * HOUR_MS, ...over });

describe('popLines', () => {
  it('has nothing to say of a quiet household', () => {
    expect(popLines(base, now)).toEqual([]);
  });
  it('shows an open complaint with its deadline, and when it is overdue', () => {
    expect(popLines(file({ cases: [complaint()] }), now)).toEqual([{ kind: 'complaint', caseId: 'case', title: '罐口漏粉', dueAtMs: now + DAY_MS, overdue: false, state: 'open', handlerName: '刘敏' }]);
    expect(popLines(file({ cases: [complaint({ dueAtMs: now - 1 })] }), now)).toMatchObject([{ overdue: true }]);
    expect(kinds({ cases: [complaint({ state: 'closed' }), complaint({ kind: 'request' })] })).toEqual([]);
  });
  it.each([
    ['today', now + 3 * HOUR_MS, 'today'],
    ['overdue, its window over', now - 16 * 60_000, 'overdue'],
    ['still today within its window', now - 15 * 60_000, 'today'],
    ['near, tomorrow', now + 24 * HOUR_MS, 'near'],
    ['near, up to two days', now + 48 * HOUR_MS, 'near'],
  ])('shows a promised call that is %s', (_title, dueAtMs, when) => {
    expect(popLines(file({ callbacks: [sampleCallback({ dueAtMs })] }), now)).toMatchObject([{ kind: 'promise', from: 'callback', what: '问转奶', when }]);
  });
  it('leaves out a promise that is far, kept or cancelled', () => {
    expect(kinds({ callbacks: [sampleCallback({ dueAtMs: now + 49 * HOUR_MS }), sampleCallback({ dueAtMs: now, state: 'done' })], commitments: [owed({ state: 'kept' })] })).toEqual([]);
  });
  it('does not call it a promise that we were to return a call of theirs: nothing was agreed, and they are ringing themselves', () => {
    expect(kinds({ callbacks: [sampleCallback({ dueAtMs: now + HOUR_MS, permissionReason: 'missed-call-return', agreedByAgentId: null })] })).toEqual([]);
  });
  it('shows what else was promised, and by whom', () => {
    expect(popLines(file({ commitments: [owed()] }), now)).toMatchObject([{ kind: 'promise', from: 'commitment', what: '寄试用装', byName: '王倩', when: 'today' }]);
  });
  it('says that we rang yesterday 15:02 and for what, with how often we tried', () => {
    const callback = sampleCallback({ dueAtMs: now + 60 * DAY_MS, purpose: '产前关怀' });
    const lines = popLines(file({ callbacks: [callback], interactions: [tried(24, { callbackId: callback.id }), tried(30)] }), now);
    expect(lines).toEqual([{ kind: 'we-rang', atMs: now - 24 * HOUR_MS, daysAgo: 1, tries: 2, customerId: null, agentName: '李婷', purpose: '产前关怀', reason: 'agreed' }]);
  });
  it('says for what we rang when that callback is closed by now, by its reason when it had no words', () => {
    const { id, customerId, permissionReason } = sampleCallback({ permissionReason: 'prenatal' });
    const closed = (purpose: string) => file({ closedCallbacks: [{ id, customerId, purpose, permissionReason }], interactions: [tried(24, { callbackId: id })] });
    expect(popLines(closed('产前关怀'), now)).toMatchObject([{ kind: 'we-rang', purpose: '产前关怀', reason: 'prenatal' }]);
    expect(popLines(closed(''), now)).toMatchObject([{ kind: 'we-rang', purpose: null, reason: 'prenatal' }]);
  });
  it('does not say for what we rang when it was about a child that was lost since', () => {
    const { id, customerId, permissionReason } = sampleCallback({ permissionReason: 'prenatal' });
    const [child] = base.children;
    if (child === undefined) throw new Error('the sample household has a child');
    const lost = { ...child, birthDate: null, dueDate: '2026-12-24', reason: 'lost' as const, source: 'call' as const, saidAtMs: now - HOUR_MS, endedByName: '王倩', cancelled: [] };
    expect(popLines(file({ children: [], formerChildren: [lost], closedCallbacks: [{ id, customerId, purpose: '产前关怀', permissionReason }], interactions: [tried(24, { callbackId: id })] }), now))
      .toMatchObject([{ kind: 'we-rang', purpose: null, reason: null }]);
  });
  it('says it to every number of the family, and of a try whose outcome is still missing', () => {
    expect(kinds({ interactions: [tried(2, { number: '+8613800138000', outcome: null })] })).toEqual(['we-rang']);
  });
  it('forgets our tries once somebody was spoken to, and after seven days', () => {
    expect(kinds({ interactions: [sampleInteraction({ startedAtMs: now - HOUR_MS }), tried(24)] })).toEqual([]);
    expect(kinds({ interactions: [tried(7 * 24 + 1)] })).toEqual([]);
  });
  it('sees the same thing asked again within seven days, by article or by words', () => {
    const article = '0197f000-0000-7000-8000-0000000000aa';
    expect(popLines(file({ questions: [asked('转奶拉肚子怎么办', 1, { articleId: article }), asked('换奶粉拉稀', 3, { articleId: article })] }), now))
      .toEqual([{ kind: 'asked-again', text: '转奶拉肚子怎么办', articleId: article, count: 2, days: 7, lastAtMs: now - DAY_MS }]);
    expect(popLines(file({ questions: [asked('宝宝晚上总是哭闹怎么办', 1), asked('宝宝晚上总是哭闹怎么办？', 2), asked('宝宝晚上总哭闹怎么办', 6)] }), now)).toMatchObject([{ count: 3 }]);
  });
  it('counts two questions of one call once, and nothing older than a week', () => {
    expect(kinds({ questions: [asked('转奶', 1), asked('转奶', 1)] })).toEqual([]);
    expect(kinds({ questions: [asked('转奶拉肚子', 1), asked('转奶拉肚子', 7.1)] })).toEqual([]);
    expect(kinds({ questions: [asked('转奶拉肚子怎么办', 1), asked('晚上总哭闹怎么办', 2)] })).toEqual([]);
  });
  it('wishes a happy birthday on the day of the household’s calendar, and to 29 February on the 28th', () => {
    const [mother] = base.customers;
    if (mother === undefined) throw new Error('the sample household has a mother');
    expect(popLines(file({ customers: [{ ...mother, birthday: '1994-11-19' }] }), now)).toEqual([{ kind: 'birthday', who: 'customer', id: mother.id, name: '陈晓雯', turns: 32 }]);
    expect(kinds({ customers: [{ ...mother, birthday: '1994-11-20' }] })).toEqual([]);
    expect(kinds({ customers: [{ ...mother, birthday: '1994-11-20' }] }, Date.parse('2026-11-19T16:30:00Z'))).toEqual(['birthday']);
    expect(kinds({ customers: [{ ...mother, birthday: '1996-02-29' }] }, Date.parse('2027-02-28T04:00:00Z'))).toEqual(['birthday']);
    expect(kinds({ customers: [{ ...mother, birthday: '1996-02-29' }] }, Date.parse('2028-02-28T04:00:00Z'))).toEqual([]);
    const [child] = base.children;
    if (child === undefined) throw new Error('the sample household has a child');
    expect(popLines(file({ children: [{ ...child, birthDate: '2025-11-19' }] }), now)).toMatchObject([{ who: 'child', name: '小满', turns: 1 }]);
    expect(kinds({ children: [{ ...child, birthDate: '2026-11-19' }] })).toEqual([]);
  });
  it('puts the most urgent first', () => {
    const [mother] = base.customers;
    if (mother === undefined) throw new Error('the sample household has a mother');
    expect(popLines(file({
      customers: [{ ...mother, birthday: '1994-11-19' }],
      questions: [asked('转奶拉肚子怎么办', 1), asked('转奶拉肚子怎么办', 2)],
      interactions: [tried(24)],
      commitments: [owed()],
      callbacks: [sampleCallback({ dueAtMs: now + 20 * HOUR_MS }), sampleCallback({ dueAtMs: now - 2 * HOUR_MS })],
      cases: [complaint(), complaint({ id: 'late', dueAtMs: now - DAY_MS })],
    }), now).map((line) => (line.kind === 'promise' ? line.when : line.kind === 'complaint' ? line.caseId : line.kind)))
      .toEqual(['late', 'overdue', 'case', 'today', 'we-rang', 'asked-again', 'near', 'birthday']);
  });
});
