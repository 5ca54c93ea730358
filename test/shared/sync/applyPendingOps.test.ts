import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { phoneOptOut } from '../../../shared/callbacks/mayRing.ts';
import { must } from '../../../shared/language/must.ts';
import { callbackRowsWithPendingOps, householdWithPendingOps } from '../../../shared/sync/applyPendingOps.ts';
import type { Message } from '../../../shared/messages/message.ts';
import type { Op, OpData, OpKind } from '../../../shared/sync/pushMessages.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleCallbackRow, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

const me = { agentId: v7(), agentName: '王倩' };
const op = <K extends OpKind>(kind: K, data: OpData<K>): Op => ({ id: v7(), kind, v: 1, atMs: SAMPLE_NOW_MS, data }) as unknown as Op;
const nobody = (): null => null;
const rowsAfter = (rows: Parameters<typeof callbackRowsWithPendingOps>[0], ops: readonly Op[], describeHousehold: Parameters<typeof callbackRowsWithPendingOps>[3] = nobody) =>
  callbackRowsWithPendingOps(rows, ops, me, describeHousehold, nobody);

describe('a household with waiting ops laid over', () => {
  const file = sampleHousehold();
  const householdId = file.household.id;

  it('is what was mirrored when nothing waits', () => {
    expect(householdWithPendingOps(file, householdId, [], me)).toBe(file);
  });
  it('is null when nothing is known of it, and the new one when it waits itself', () => {
    expect(householdWithPendingOps(null, householdId, [], me)).toBeNull();
    const { household, phones, customers, children } = file;
    const added = householdWithPendingOps(null, householdId, [op('household.add', { household, phones, customers, children })], me);
    expect(added).toMatchObject({ household: { name: '陈女士家' }, interactions: [], interactionCount: 0 });
  });
  it('shows a contact first that happened last, and counts it', () => {
    const old = sampleInteraction({ householdId, startedAtMs: SAMPLE_NOW_MS - 5000 });
    const fresh = sampleInteraction({ householdId, startedAtMs: SAMPLE_NOW_MS });
    const after = householdWithPendingOps({ ...file, interactions: [old], interactionCount: 12 }, householdId, [op('interaction.add', { interaction: fresh, questions: [] })], me);
    expect(after?.interactions.map((each) => each.id)).toEqual([fresh.id, old.id]);
    expect(after?.interactionCount).toBe(13);
  });
  it('shows callbacks by due time, without those kept or cancelled', () => {
    const late = sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS + 9000 });
    const soon = sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS + 1000 });
    const kept = sampleCallback({ householdId });
    const after = householdWithPendingOps({ ...file, callbacks: [kept, late] }, householdId, [op('callback.add', { callback: soon }), op('callback.done', { callbackId: kept.id, interactionId: v7() })], me);
    expect(after?.callbacks.map((each) => each.id)).toEqual([soon.id, late.id]);
  });
  it('says who is behind the owner as it was named, and leaves it where nobody is', () => {
    const [named, left] = [sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS }), sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS + 1, fallbackAgentId: me.agentId })];
    const colleague = v7();
    const at = ({ id: callbackId, dueAtMs, agreedText }: typeof named) => ({ callbackId, dueAtMs, agreedText });
    const ops = [op('callback.reschedule', { ...at(named), fallbackAgentId: colleague }), op('callback.reschedule', at(left))];
    const rows = [named, left].map((callback) => ({ ...sampleCallbackRow(), callback, fallbackName: null }));
    expect(householdWithPendingOps({ ...file, callbacks: [named, left] }, householdId, ops, me)?.callbacks.map((each) => each.fallbackAgentId)).toEqual([colleague, me.agentId]);
    expect(callbackRowsWithPendingOps(rows, ops, me, () => null, () => '周敏').map((each) => each.fallbackName)).toEqual(['周敏', null]);
  });
  it('still tells what a callback was about that is closed by what waits', () => {
    const [kept, over, left] = [sampleCallback({ householdId, purpose: '产前关怀' }), sampleCallback({ householdId, purpose: '问转奶' }), sampleCallback({ householdId })];
    const after = householdWithPendingOps({ ...file, callbacks: [kept, over, left] }, householdId, [op('callback.done', { callbackId: kept.id, interactionId: v7() }), op('callback.cancel', { callbackId: over.id, reason: 'tries-used-up' })], me);
    expect(after?.closedCallbacks).toEqual([kept, over].map(({ id, customerId, purpose, permissionReason }) => ({ id, customerId, purpose, permissionReason })));
  });
  it('has a number that was kept with it, with when and by whom, and the same number once', () => {
    const kept = (number: string): Op => op('phone.add', { householdId, phone: { id: v7(), number, extension: null, kind: 'landline', customerId: null } });
    const after = householdWithPendingOps(file, householdId, [kept('+862161239999'), kept('+862161239999'), kept(file.phones[0]?.number ?? '')], me);
    expect(after?.phones).toMatchObject([{ number: file.phones[0]?.number }, { number: '+862161239999', addedAtMs: SAMPLE_NOW_MS, addedByName: '王倩' }]);
    expect(after?.phones).toHaveLength(2);
  });
  it('has a number no more that is said not to be theirs: what would ring it rings the chosen one or none, here and in the list, and taken back it is theirs', () => {
    const other = { id: v7(), number: '+862161239999', extension: null, kind: 'landline' as const, customerId: null };
    const phone = must(file.phones[0], 'no number');
    const [chosen, left, elsewhere] = [sampleCallback({ householdId, number: phone.number, dueAtMs: SAMPLE_NOW_MS + 1 }), sampleCallback({ householdId, number: phone.number, dueAtMs: SAMPLE_NOW_MS + 2 }), sampleCallback({ number: phone.number, dueAtMs: SAMPLE_NOW_MS + 3 })];
    const standing = { ...file, phones: [phone, other], callbacks: [chosen, left] };
    const said = { householdId, phoneId: phone.id, source: 'call' as const, verifiedAtMs: null };
    const ends = op('phone.patch', { ...said, base: { isTheirs: true }, set: { isTheirs: false }, callbacks: [{ callbackId: chosen.id, phoneId: other.id }, { callbackId: left.id, phoneId: null }] });
    const late = sampleCallback({ householdId, number: phone.number, dueAtMs: SAMPLE_NOW_MS + 4 });
    const after = must(householdWithPendingOps(standing, householdId, [ends, op('callback.add', { callback: late })], me), 'no file');
    expect(after.phones).toEqual([other]);
    expect(after.formerPhones).toMatchObject([{ id: phone.id, number: phone.number, endedByName: '王倩', saidAtMs: SAMPLE_NOW_MS, source: 'call' }]);
    expect(after.callbacks.map((each) => each.number)).toEqual([other.number, '', '']);
    const rows = [chosen, left, elsewhere].map((callback) => ({ ...sampleCallbackRow(), callback }));
    expect(rowsAfter(rows, [ends], (id) => (id === householdId ? after : null)).map((row) => row.callback.number)).toEqual([other.number, '', phone.number]);
    // What central has taken already is not taken twice.
    expect(householdWithPendingOps(after, householdId, [ends], me)).toMatchObject({ phones: [other], formerPhones: [{ id: phone.id }] });
    const back = must(householdWithPendingOps(after, householdId, [op('phone.patch', { ...said, base: { isTheirs: false }, set: { isTheirs: true } })], me), 'no file');
    expect(back.phones.map((each) => each.id)).toEqual([other.id, phone.id]);
    expect(back.formerPhones).toMatchObject([{ returnedByName: '王倩' }]);
    const renumbered = op('callback.reschedule', { callbackId: left.id, dueAtMs: left.dueAtMs, agreedText: left.agreedText, phoneId: other.id });
    expect(householdWithPendingOps(after, householdId, [renumbered], me)?.callbacks.find((each) => each.id === left.id)).toMatchObject({ number: other.number, dueAtMs: left.dueAtMs });
  });
  it('does not take back a number that was kept of a call before it was said not to be theirs', () => {
    const phone = must(file.phones[0], 'no number');
    const gone = { ...file, phones: [], formerPhones: [{ ...phone, source: 'call', saidAtMs: SAMPLE_NOW_MS + 1, endedByName: '刘敏' }] };
    const kept = op('phone.add', { householdId, phone: { ...phone, id: v7() } });
    expect(householdWithPendingOps(gone, householdId, [kept], me)?.phones).toEqual([]);
    const before = { ...gone, formerPhones: gone.formerPhones.map((each) => ({ ...each, saidAtMs: SAMPLE_NOW_MS - 1 })) };
    expect(householdWithPendingOps(before, householdId, [kept], me)).toMatchObject({ phones: [{ number: phone.number }], formerPhones: [{ returnedByName: '王倩' }] });
  });
  it('has a child no more that left its file, nor the call that hangs on it; what central has taken is not taken twice, and put back it is as it was', () => {
    const child = must(file.children[0], 'no child');
    const [about, other, late] = [sampleCallback({ householdId, purpose: `问${child.name ?? ''}转奶` }), sampleCallback({ householdId, purpose: '发票', agreedText: '发票' }), sampleCallback({ householdId, purpose: '问转奶' })];
    const standing = { ...file, children: [child], callbacks: [about, other] };
    const said = { householdId, childId: child.id, source: 'call' as const, verifiedAtMs: null };
    const leaves = op('child.patch', { ...said, base: { standing: 'theirs' }, set: { standing: 'lost' } });
    const after = must(householdWithPendingOps(standing, householdId, [leaves, op('callback.add', { callback: late })], me), 'no file');
    expect(after.children).toEqual([]);
    expect(after.formerChildren).toMatchObject([{ id: child.id, reason: 'lost', saidAtMs: SAMPLE_NOW_MS, endedByName: '王倩', cancelled: [{ id: about.id, state: 'cancelled' }] }]);
    expect(after.callbacks.map((each) => each.id).sort()).toEqual([other.id, late.id].sort());
    expect(householdWithPendingOps(after, householdId, [op('child.add', { child }), leaves], me)).toEqual(after);
    const rows = [about, other].map((callback) => ({ ...sampleCallbackRow(), callback }));
    expect(rowsAfter(rows, [leaves], () => after).map((row) => [row.callback.id, row.children])).toEqual([[other.id, []]]);
    const back = must(householdWithPendingOps(after, householdId, [op('child.patch', { ...said, base: { standing: 'lost' }, set: { standing: 'theirs' } })], me), 'no file');
    expect(back).toMatchObject({ children: [child], formerChildren: [{ returnedByName: '王倩' }] });
    // Seen as a mistake, when a colleague has said meanwhile that they lost it: central will refuse it.
    for (const to of ['theirs', 'mistake'] as const) expect(householdWithPendingOps(after, householdId, [op('child.patch', { ...said, base: { standing: 'mistake' }, set: { standing: to } })], me)).toBe(after);
  });
  it('answers and closes a complaint with its words, and leaves one that has gone on meanwhile as it stands', () => {
    const complaint = { id: v7(), householdId, customerId: null, kind: 'complaint', title: '凹罐', openedAtMs: SAMPLE_NOW_MS, dueAtMs: SAMPLE_NOW_MS + 1, handlerName: null, state: 'open' } as const;
    const answered = op('case.change', { caseId: complaint.id, base: 'open', state: 'answered', handlerName: '王倩', words: '明天换' });
    const closed = op('case.change', { caseId: complaint.id, base: 'answered', state: 'closed', handlerName: '王倩' });
    expect(householdWithPendingOps({ ...file, cases: [complaint] }, householdId, [answered], me)?.cases).toMatchObject([{ state: 'answered', handlerName: '王倩', words: '明天换' }]);
    expect(householdWithPendingOps({ ...file, cases: [complaint] }, householdId, [answered, closed], me)?.cases).toMatchObject([{ state: 'closed', words: '明天换' }]);
    const theirs = { ...complaint, state: 'closed', handlerName: '张敏', words: '已退款' } as const;
    expect(householdWithPendingOps({ ...file, cases: [theirs] }, householdId, [answered, closed], me)?.cases).toEqual([theirs]);
  });
  it('settles a promise with its words once', () => {
    const promise = { id: v7(), householdId, customerId: null, what: '寄样品', dueAtMs: SAMPLE_NOW_MS, promisedByAgentId: null, promisedByName: '', promisedAtMs: SAMPLE_NOW_MS, state: 'open' } as const;
    const kept = op('commitment.change', { commitmentId: promise.id, state: 'kept', words: '已寄' });
    expect(householdWithPendingOps({ ...file, commitments: [promise] }, householdId, [kept], me)?.commitments).toMatchObject([{ state: 'kept', words: '已寄' }]);
    expect(householdWithPendingOps({ ...file, commitments: [{ ...promise, state: 'broken' }] }, householdId, [kept], me)?.commitments).toEqual([{ ...promise, state: 'broken' }]);
  });
  it('leaves other households’ ops alone', () => {
    const other = v7();
    const after = householdWithPendingOps(file, householdId, [
      op('interaction.add', { interaction: sampleInteraction({ householdId: other }), questions: [] }),
      op('callback.add', { callback: sampleCallback({ householdId: other }) }),
    ], me);
    expect(after).toEqual(file);
  });

  it('shows the same whether central’s rows came before the op left the outbox or after (echo)', () => {
    const arbitraryOp = fc.oneof(
      fc.integer({ min: -9, max: 9 }).map((n) => op('interaction.add', { interaction: sampleInteraction({ householdId, startedAtMs: SAMPLE_NOW_MS + n }), questions: [] })),
      fc.integer({ min: -9, max: 9 }).map((n) => op('callback.add', { callback: sampleCallback({ householdId, dueAtMs: SAMPLE_NOW_MS + n }) })),
      fc.constantFrom('问价', '漏粉').map((title) => op('case.add', { case: { id: v7(), householdId, customerId: null, kind: 'complaint', title, openedAtMs: SAMPLE_NOW_MS, dueAtMs: SAMPLE_NOW_MS + 1, handlerName: null, state: 'open' } })),
    );
    fc.assert(fc.property(fc.array(arbitraryOp, { maxLength: 12 }), (ops) => {
      const once = householdWithPendingOps(file, householdId, ops, me);
      expect(householdWithPendingOps(once, householdId, ops, me)).toEqual(once);
    }));
  });
});

describe('a finished wrap-up that is taken back', () => {
  const kept = sampleCallback();
  const file = sampleHousehold({ callbacks: [kept] });
  const householdId = file.household.id;
  const interaction = sampleInteraction({ householdId });
  const agreed = sampleCallback({ householdId, agreedInInteractionId: interaction.id });
  const question = { id: v7(), interactionId: interaction.id, articleId: null, text: '转奶', askedAtMs: SAMPLE_NOW_MS, articleVersion: null };
  const retract = op('interaction.retract', { interactionId: interaction.id });
  const finish = [
    op('interaction.add', { interaction, questions: [question] }),
    op('callback.done', { callbackId: kept.id, interactionId: interaction.id }),
    op('callback.retry', { callbackId: kept.id, interactionId: interaction.id, nextDueAtMs: SAMPLE_NOW_MS + 9 }),
    op('callback.add', { callback: agreed }),
    op('case.add', { case: { id: v7(), householdId, customerId: null, kind: 'complaint', title: '凹罐', openedAtMs: SAMPLE_NOW_MS, dueAtMs: SAMPLE_NOW_MS + 1, handlerName: null, state: 'open' }, interactionId: interaction.id }),
    op('commitment.add', { commitment: { id: v7(), householdId, customerId: null, what: '寄样品', dueAtMs: SAMPLE_NOW_MS, promisedByAgentId: null, promisedByName: '', promisedAtMs: SAMPLE_NOW_MS, state: 'open' }, interactionId: interaction.id }),
    op('interaction.move', { interactionId: interaction.id, householdId: v7(), customerId: null }),
  ];

  it('leaves the household as it was before, whatever part of it waits', () => {
    fc.assert(fc.property(fc.subarray(finish), (part) => {
      expect(householdWithPendingOps(file, householdId, [...part, retract], me)).toEqual(file);
    }));
  });
  it('goes from what central has sent already, with its questions and the callback agreed in it', () => {
    const sent = { ...file, interactions: [interaction], interactionCount: 8, questions: [question], callbacks: [kept, agreed] };
    expect(householdWithPendingOps(sent, householdId, [retract], me)).toMatchObject({ interactions: [], interactionCount: 7, questions: [], callbacks: [{ id: kept.id }] });
  });
  it('leaves the callback list as it was before', () => {
    const row = { ...sampleCallbackRow(), callback: kept };
    fc.assert(fc.property(fc.subarray(finish), (part) => { expect(rowsAfter([row], [...part, retract])).toEqual([row]); }));
    expect(rowsAfter([row, { ...row, callback: agreed }], [retract])).toEqual([row]);
  });
  it('takes nothing else along', () => {
    const other = op('interaction.add', { interaction: sampleInteraction({ householdId, note: '另一通' }), questions: [] });
    expect(householdWithPendingOps(file, householdId, [...finish, other, retract], me)).toMatchObject({ interactions: [{ note: '另一通' }], interactionCount: 1 });
  });
});

describe('an interaction of nobody', () => {
  it('is in no household', () => {
    const file = sampleHousehold();
    const ofNobody = op('interaction.add', { interaction: sampleInteraction({ householdId: null, outcome: 'silent' }), questions: [] });
    expect(householdWithPendingOps(file, file.household.id, [ofNobody], me)).toEqual(file);
  });
});

describe('an interaction that moves', () => {
  const none = { interactions: [], callbacks: [], commitments: [], cases: [], phones: [] };
  const from = sampleHousehold();
  const to = sampleHousehold();
  const interaction = sampleInteraction({ householdId: from.household.id });
  const agreed = sampleCallback({ householdId: from.household.id, agreedInInteractionId: interaction.id });
  const move = op('interaction.move', { interactionId: interaction.id, householdId: to.household.id, customerId: to.customers[0]?.id ?? null });

  it('leaves the wrong household with the callback agreed in it', () => {
    const after = householdWithPendingOps({ ...from, interactions: [interaction], interactionCount: 1, callbacks: [agreed] }, from.household.id, [move], me);
    expect(after).toMatchObject({ interactions: [], interactionCount: 0, callbacks: [] });
  });
  it('takes the complaint opened, the promise made and the number kept in it along', () => {
    const complaint = { id: v7(), householdId: from.household.id, customerId: null, kind: 'complaint' as const, title: '凹罐', openedAtMs: SAMPLE_NOW_MS, dueAtMs: SAMPLE_NOW_MS + 1, handlerName: null, state: 'open' as const };
    const promise = { id: v7(), householdId: from.household.id, customerId: null, what: '寄样品', dueAtMs: SAMPLE_NOW_MS, promisedByAgentId: null, promisedByName: '', promisedAtMs: SAMPLE_NOW_MS, state: 'open' as const };
    const phone = { id: v7(), number: '+8613800138000', extension: null, kind: 'mobile' as const, customerId: from.customers[0]?.id ?? null, addedInInteractionId: interaction.id };
    const ops = [
      op('phone.add', { householdId: from.household.id, phone }), op('interaction.add', { interaction, questions: [] }),
      op('case.add', { case: complaint, interactionId: interaction.id }), op('commitment.add', { commitment: promise, interactionId: interaction.id }), move,
    ];
    expect(householdWithPendingOps(from, from.household.id, ops, me)).toEqual(from);
    const moved = { ...none, interactions: [interaction], cases: [{ ...complaint, openedInInteractionId: interaction.id }], commitments: [{ ...promise, promisedInInteractionId: interaction.id }], phones: [phone] };
    const whose = { householdId: to.household.id, customerId: to.customers[0]?.id };
    const after = householdWithPendingOps(to, to.household.id, ops, me, moved);
    expect(after?.cases).toMatchObject([{ id: complaint.id, ...whose }]);
    expect(after?.commitments).toMatchObject([{ id: promise.id, ...whose }]);
    expect(after?.phones.filter((each) => each.id === phone.id)).toMatchObject([{ customerId: whose.customerId }]);
    expect(householdWithPendingOps(after, to.household.id, ops, me, moved)).toEqual(after);
  });
  it('arrives in the right one, at the person chosen', () => {
    const after = householdWithPendingOps(to, to.household.id, [move], me, { ...none, interactions: [interaction], callbacks: [agreed] });
    expect(after?.interactions).toMatchObject([{ id: interaction.id, householdId: to.household.id, customerId: to.customers[0]?.id }]);
    expect(after?.callbacks).toMatchObject([{ id: agreed.id, householdId: to.household.id, customerId: to.customers[0]?.id }]);
  });
  it('takes its row of the callback list along', () => {
    const row = { ...sampleCallbackRow(), callback: agreed };
    const [after] = rowsAfter([row], [move], (id) => (id === to.household.id ? { ...to, household: { ...to.household, name: '林先生家' } } : null));
    expect(after).toMatchObject({ householdName: '林先生家', callback: { householdId: to.household.id } });
  });
});

describe('the callback list with waiting ops laid over', () => {
  it('shows one that only exists here, named from its household', () => {
    const file = sampleHousehold();
    const callback = sampleCallback({ householdId: file.household.id, customerId: file.customers[0]?.id ?? null, ownerAgentId: me.agentId });
    expect(rowsAfter([], [op('callback.add', { callback })], () => file)).toMatchObject([{ householdName: '陈女士家', customerName: '陈晓雯', relation: 'mother', tier: 'A', ownerName: '王倩' }]);
  });
  it('moves, claims, hands over and closes rows, and stays in order of due time', () => {
    const [a, b, c] = [1000, 2000, 3000].map((ms) => sampleCallbackRow({ dueAtMs: SAMPLE_NOW_MS + ms })) as [ReturnType<typeof sampleCallbackRow>, ReturnType<typeof sampleCallbackRow>, ReturnType<typeof sampleCallbackRow>];
    const after = rowsAfter([a, b, c], [
      op('callback.reschedule', { callbackId: a.callback.id, dueAtMs: SAMPLE_NOW_MS + 5000, agreedText: '改到晚上' }),
      op('callback.claim', { callbackId: c.callback.id }),
      op('callback.cancel', { callbackId: b.callback.id, reason: '不用了' }),
    ]);
    expect(after.map((row) => row.callback.id)).toEqual([c.callback.id, a.callback.id]);
    expect(after[0]).toMatchObject({ ownerName: '王倩', callback: { ownerAgentId: me.agentId } });
    expect(after[1]?.callback.agreedText).toBe('改到晚上');
  });
  it('counts a retry once, though central’s row may have come first', () => {
    const row = sampleCallbackRow({ attempts: 1 });
    const retry = op('callback.retry', { callbackId: row.callback.id, interactionId: v7(), nextDueAtMs: SAMPLE_NOW_MS + 60_000 });
    const [once] = rowsAfter([row], [retry]);
    expect(once?.callback).toMatchObject({ attempts: 2, dueAtMs: SAMPLE_NOW_MS + 60_000 });
    expect(rowsAfter(once ? [once] : [], [retry])).toEqual([once]);
  });
});

describe('leave to contact with waiting ops laid over', () => {
  const file = sampleHousehold();
  const householdId = file.household.id;
  const person = must(file.customers[0], 'nobody');
  const optOut = (over: Partial<OpData<'opt-out.add'>['optOut']> = {}): OpData<'opt-out.add'>['optOut'] => ({ id: v7(), householdId, customerId: person.id, channel: 'phone', saidAtMs: SAMPLE_NOW_MS, words: '别打了', interactionId: null, ...over });

  it('ends here at once when somebody opts out: callbacks and consents go, the channel is refused, mayRing says so', () => {
    const consent = { id: v7(), householdId, customerId: person.id, channel: 'phone' as const, purpose: '回访', givenAtMs: SAMPLE_NOW_MS - 1, untilMs: null, proofKind: 'form' as const, proof: 'F', recordedByName: '李敏', withdrawnAtMs: null };
    const after = must(householdWithPendingOps({ ...file, callbacks: [sampleCallback({ householdId })], leave: { consents: [consent], optOuts: [] } }, householdId, [op('opt-out.add', { optOut: optOut() })], me), 'no file');
    expect(after).toMatchObject({ callbacks: [], closedCallbacks: [{ purpose: '问转奶' }], leave: { consents: [{ withdrawnAtMs: SAMPLE_NOW_MS }], optOuts: [{ words: '别打了', agentName: '王倩' }] } });
    expect(after.customers.map((each) => each.channelAttitude.phone)).toEqual(['refuse', undefined]);
    expect(phoneOptOut({ file: after, nowMs: SAMPLE_NOW_MS }, person.id)).toBe(SAMPLE_NOW_MS);
    expect(phoneOptOut({ file: after, nowMs: SAMPLE_NOW_MS }, file.customers[1]?.id ?? '')).toBeNull();
  });
  it('stops at once what waits to be written: by that channel, to that person, and nothing that went', () => {
    const message = { id: v7(), householdId, customerId: person.id, channel: 'sms' as const, address: '+8613800000001', subject: null, text: '您好', sendAtMs: SAMPLE_NOW_MS };
    const add = op('message.add', { message: { ...message, templateId: v7(), templateVersion: 1, values: {}, agreed: null } });
    const told = (over: Partial<Message>): Message => ({ ...message, id: v7(), reason: 'answer', templateName: '答复', state: 'queued', why: null, detail: null, createdAtMs: SAMPLE_NOW_MS - 1, settledAtMs: null, agentName: '李敏', ...over });
    const standing = { ...file, messages: [told({}), told({ channel: 'email' }), told({ customerId: v7() }), told({ state: 'sent', settledAtMs: SAMPLE_NOW_MS - 1 })] };
    const waiting = must(householdWithPendingOps(standing, householdId, [add, add], me), 'no file');
    expect(waiting.messages).toHaveLength(5);
    expect(waiting.messages?.[0]).toMatchObject({ id: message.id, state: 'queued', text: '您好', agentName: '王倩', createdAtMs: SAMPLE_NOW_MS });
    const after = householdWithPendingOps(standing, householdId, [add, op('opt-out.add', { optOut: optOut({ channel: 'sms' }) })], me);
    expect(after?.messages?.map(({ state, why }) => [state, why])).toEqual([['refused', 'opted-out'], ['refused', 'opted-out'], ['queued', null], ['queued', null], ['sent', null]]);
  });
  it('is given anew by a later consent of the same person', () => {
    const consent = { id: v7(), householdId, customerId: person.id, channel: 'phone' as const, purpose: '回访', givenAtMs: SAMPLE_NOW_MS + 1, untilMs: null, proofKind: 'said-in-call' as const, proof: '又可以打了' };
    const after = must(householdWithPendingOps(file, householdId, [op('opt-out.add', { optOut: optOut() }), op('consent.add', { consent })], me), 'no file');
    expect(after.customers[0]?.channelAttitude.phone).toBe('allow');
    expect(phoneOptOut({ file: after, nowMs: SAMPLE_NOW_MS + 2 }, person.id)).toBeNull();
  });
  it('comes with a new household and a new person by a row of its own, as the centre will write it', () => {
    const asked: typeof person = { ...person, channelAttitude: { phone: 'allow', sms: 'refuse', mail: 'prefer' } };
    const added = op('household.add', { household: file.household, phones: [], customers: [asked], children: [] });
    const after = householdWithPendingOps(null, householdId, [added], me);
    expect(after?.leave?.consents.map(({ customerId, channel, untilMs, proofKind, recordedByName }) => [customerId, channel, untilMs, proofKind, recordedByName])).toEqual([
      [null, 'phone', file.household.phoneConsentUntilMs, 'record', '王倩'], [person.id, 'phone', null, 'record', '王倩'], [person.id, 'mail', null, 'record', '王倩'],
    ]);
    const aunt = { ...asked, id: v7() };
    expect(householdWithPendingOps(file, householdId, [op('customer.add', { customer: aunt, phones: [] })], me)?.leave?.consents.map((each) => each.channel)).toEqual(['phone', 'mail']);
  });
  it('follows a person’s field: a channel newly allowed has a row, one no longer allowed none that stands', () => {
    const patch = (before: typeof person.channelAttitude, after: typeof person.channelAttitude) =>
      op('customer.patch', { customerId: person.id, base: { channelAttitude: before }, set: { channelAttitude: after }, source: 'call', verifiedAtMs: null });
    const allowed = must(householdWithPendingOps(file, householdId, [patch({ sms: 'refuse' }, { sms: 'allow' })], me), 'no file');
    expect(allowed.leave?.consents).toMatchObject([{ customerId: person.id, channel: 'sms', proofKind: 'record', withdrawnAtMs: null }]);
    const refused = must(householdWithPendingOps(allowed, householdId, [patch({ sms: 'allow' }, { sms: 'refuse' })], me), 'no file');
    expect(refused.leave?.consents).toMatchObject([{ channel: 'sms', withdrawnAtMs: SAMPLE_NOW_MS }]);
  });
  it('of the wrong family is not touched when the interaction is moved before it is sent, and is when it is not', () => {
    const interaction = sampleInteraction({ householdId, outcome: 'opt-out' });
    const said = op('opt-out.add', { optOut: optOut({ interactionId: interaction.id }) });
    const move = op('interaction.move', { interactionId: interaction.id, householdId: v7(), customerId: null });
    const withCall = { ...file, callbacks: [sampleCallback({ householdId })] };
    expect(householdWithPendingOps(withCall, householdId, [said], me)?.callbacks).toEqual([]);
    expect(householdWithPendingOps(withCall, householdId, [said, move], me)).toMatchObject({ callbacks: [{}], household: file.household });
    expect(householdWithPendingOps(withCall, householdId, [said, op('interaction.retract', { interactionId: interaction.id })], me)?.callbacks).toHaveLength(1);
  });
});

describe('a correction with waiting ops laid over', () => {
  const file = sampleHousehold();
  const person = must(file.customers[0], 'nobody');
  const patch = (base: string, name: string) => op('customer.patch', { customerId: person.id, base: { name: base }, set: { name }, source: 'call', verifiedAtMs: null });

  it('shows as central will judge it: a name that was changed meanwhile stands, mine is kept beside it', () => {
    expect(householdWithPendingOps(file, file.household.id, [patch(person.name, '陈小文')], me)?.customers[0]?.name).toBe('陈小文');
    expect(householdWithPendingOps(file, file.household.id, [patch('陈晓', '陈小文')], me)?.customers[0]?.name).toBe(person.name);
  });
  it('settles the value that stood beside, when the standing one was seen', () => {
    const rivals = [{ id: v7(), customerId: person.id, field: 'name' as const, value: '陈小文', saidAtMs: SAMPLE_NOW_MS, byName: '李敏' }];
    expect(householdWithPendingOps({ ...file, rivals }, file.household.id, [patch(person.name, '陈小文')], me)?.rivals).toEqual([]);
    expect(householdWithPendingOps({ ...file, rivals }, file.household.id, [patch('陈晓', '陈文')], me)?.rivals).toEqual(rivals);
  });
});

describe('a child or the household itself corrected, with waiting ops laid over', () => {
  const file = sampleHousehold();
  const householdId = file.household.id;
  const child = must(file.children[0], 'no child');
  const patch = (base: OpData<'child.patch'>['base'], set: OpData<'child.patch'>['set'], at = householdId): Op => op('child.patch', { householdId: at, childId: child.id, base, set, source: 'call', verifiedAtMs: null });
  const rival = { id: v7(), record: 'child', recordId: child.id, field: 'birthDate', value: '2026-06-09', saidAtMs: SAMPLE_NOW_MS, byName: '李敏' };

  it('shows what central will let stand: a birth date somebody else gave meanwhile is not replaced, a due date is', () => {
    expect(householdWithPendingOps(file, householdId, [patch({ birthDate: null }, { birthDate: '2026-06-10' })], me)?.children).toEqual([child]);
    expect(householdWithPendingOps(file, householdId, [patch({ dueDate: '2026-06-01' }, { dueDate: '2026-06-02' })], me)?.children).toMatchObject([{ dueDate: '2026-06-02' }]);
    expect(householdWithPendingOps(file, householdId, [patch({ birthDate: '2026-06-08' }, { birthDate: null })], me)).toEqual(file);
  });
  it('settles what was kept beside the value that was seen, and nothing else', () => {
    const told = { ...file, recordRivals: [rival, { ...rival, id: v7(), field: 'name', value: '小圆' }] };
    expect(householdWithPendingOps(told, householdId, [patch({ birthDate: '2026-06-08' }, { birthDate: '2026-06-08' })], me)?.recordRivals).toMatchObject([{ field: 'name' }]);
  });
  it('touches no other family', () => {
    expect(householdWithPendingOps(file, householdId, [
      patch({ name: '小满' }, { name: '小圆' }, v7()), op('household.patch', { householdId: v7(), base: { city: '广州' }, set: { city: '深圳' }, source: 'call', verifiedAtMs: null }),
      op('child.add', { child: { ...child, id: v7(), householdId: v7() } }),
    ], me)).toEqual(file);
  });
  it('shows the same whether central’s rows came before the op left the outbox or after (echo)', () => {
    const twin = op('child.add', { child: { ...child, id: v7(), name: '小盈' } });
    const change = fc.oneof(
      fc.constant(twin),
      fc.record({ field: fc.constantFrom('name', 'remark', 'product', 'hospital'), seen: fc.constantFrom('小满', null, '旧'), value: fc.constantFrom('小圆', '小方', null) })
        .map(({ field, seen, value }) => patch({ [field]: seen }, { [field]: value })),
      fc.record({ field: fc.constantFrom('city', 'address', 'brand'), value: fc.constantFrom('深圳', '佛山', null) })
        .map(({ field, value }) => op('household.patch', { householdId, base: { [field]: file.household[field as 'city'] }, set: { [field]: value }, source: 'form', verifiedAtMs: null })),
    );
    fc.assert(fc.property(change, (one) => {
      const once = householdWithPendingOps(file, householdId, [one], me);
      expect(householdWithPendingOps(once, householdId, [one], me)).toEqual(once);
    }));
  });
});
