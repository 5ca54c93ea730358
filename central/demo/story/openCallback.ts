import { must } from '../../../shared/language/must.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import type { PlannedCallback } from '../callbackPlan.ts';
import { demoAgent } from '../demoAgents.ts';
import { chinaDate, chinaDayShift, chinaDaysBetween } from '../demoTime.ts';
import { type Family, monthsOn, pregnancyWeeks } from '../family.ts';
import type { Prng } from '../prng.ts';
import { askedCall } from './askedCall.ts';
import { drawAsking, phraseOf } from './asking.ts';
import { youngest } from './careContacts.ts';
import { complaintEpisode } from './complaintEpisode.ts';
import { answered, type Ledger } from './ledger.ts';
import { missedNote, notReached } from './notReached.ts';
import { agreedLine, promise } from './promise.ts';
import { drawSpeaker, firstMember, wordsAt } from './words.ts';

/** What a call before the birth is about, from the week on in which it is asked. */
const PRENATAL_PURPOSES: readonly (readonly [fromWeek: number, purposes: readonly string[]])[] = [
  [36, ['产前关怀·问胎动', '产前关怀·入院准备', '产前关怀·分娩打算', '产前关怀·问生了没有']], [28, ['产前关怀·待产包', '产前关怀·报产检', '产前关怀·母乳准备', '产前关怀·分娩打算']],
  [22, ['产前关怀·问糖耐', '产前关怀·报产检', '产前关怀·问体重']], [14, ['产前关怀·报产检', '产前关怀·问补铁补钙']], [0, ['产前关怀·早孕反应', '产前关怀·首次']],
];
/** What a call on the ground of a form is about, from the child's month on; younger ones first asked how they are fed. */
const FORM_PURPOSES: readonly (readonly [fromMonth: number, purposes: readonly string[]])[] = [
  [14, ['登记回访·核对资料', '月龄回访·吃饭', '月龄回访·说话走路', '登记回访·问资料寄到没有']], [8, ['月龄回访·辅食', '月龄回访·睡眠', '登记回访·核对资料', '月龄回访·疫苗']],
  [4, ['月龄回访·辅食准备', '月龄回访·夜醒', '登记回访·问喂养', '登记回访·问资料寄到没有']], [0, ['登记回访·问喂养', '月龄回访·疫苗', '登记回访·核对资料']],
];

function purposeFrom(table: readonly (readonly [number, readonly string[]])[], at: number, prng: Prng): string {
  const [, purposes] = must(table.find(([from]) => at >= from) ?? table[table.length - 1], 'the table has rows');
  return prng.pick(purposes);
}

/** Questions nobody had an answer for: the callers' own words. */
const UNANSWERED = [
  '宝宝对水解奶粉也起疹还能喝什么', '飞机上奶粉冲好被要求试喝怎么办', '双胞胎一个早产一个足月怎么打疫苗', '孩子只喝冰牛奶要紧吗', '喂奶期纹眉打麻药能喂吗', '海拔三千米带三个月宝宝行不行', '奶粉罐能不能装米粉', '宝宝舔了干燥剂一口',
] as const;

/** Whether this household can be the one behind a planned callback. */
export function canPromise(family: Family, planned: PlannedCallback, nowMs: UtcMs): boolean {
  const { household, members } = family;
  const child = must(family.children[0], 'a household has a child');
  const today = chinaDate(nowMs);
  if (members.some((member) => member.customer.channelAttitude.phone === 'refuse')) return false;
  if (household.relationClass === 'never' || household.createdAtMs > nowMs - 16 * DAY_MS) return false;
  switch (planned.reason) {
    case 'prenatal': return child.child.birthDate === null && child.bornOn > chinaDate(planned.dueAtMs) && pregnancyWeeks(child.bornOn, chinaDate(planned.dueAtMs)) >= 12;
    case 'form-consent': return household.phoneConsentUntilMs !== null && household.phoneConsentUntilMs > planned.dueAtMs && household.source !== 'call-800' && child.child.birthDate !== null;
    case 'complaint-follow-up': return family.ownFromMonth !== null && child.child.birthDate !== null && monthsOn(child.bornOn, today) >= family.ownFromMonth;
    case 'agreed': return monthsOn(child.bornOn, today) < 30 && (child.child.birthDate !== null || child.bornOn > today);
    case 'missed-call-return': case 'answer-promised': return true;
    // A matter of minutes: nobody plans it.
    case 'cut-off-return': return false;
  }
}

/** When the household's last ordinary contact may have been, so that the promise is what happened last. */
export function storyEnds(planned: PlannedCallback | null, nowMs: UtcMs): UtcMs {
  return planned === null ? nowMs - HOUR_MS : nowMs - 15 * DAY_MS;
}

/** Tells how the planned callback came about, and writes it into the books. */
export function openCallback(ledger: Ledger, planned: PlannedCallback): void {
  const { prng, world } = ledger;
  const owner = planned.owner === null ? null : demoAgent(planned.owner);
  // The promise was mostly made by the one who keeps it; she who left made hers before she went.
  const agreedBy = owner !== null && prng.chance(0.12) ? ledger.agentAt(world.nowMs) : demoAgent(planned.agreedBy);
  const ahead = Math.max(0, chinaDaysBetween(world.nowMs, planned.dueAtMs));
  const daysAgo = planned.owner === null ? prng.int(6, 12) : prng.int(1, Math.max(1, 8 - ahead));
  const saidAtMs = chinaDayShift(world.nowMs, -daysAgo, prng.int(9 * 60, 19 * 60));
  const child = youngest(ledger);
  switch (planned.reason) {
    case 'agreed': agreedOpen(ledger, planned, agreedBy, saidAtMs); return;
    case 'complaint-follow-up': {
      const openedAtMs = saidAtMs;
      const dueAtMs = chinaDayShift(world.nowMs, prng.weighted([[0, 20], [1, 40], [2, 25], [-1, 5], [4, 10]] as const), prng.pick([12 * 60, 17 * 60, 18 * 60]));
      complaintEpisode(ledger, { openedAtMs, open: { dueAtMs, followUp: { dueAtMs: planned.dueAtMs, owner, attempts: planned.attempts } } });
      return;
    }
    case 'prenatal': case 'form-consent': {
      const speaker = drawSpeaker(ledger, ['mother', 'father']) ?? firstMember(ledger);
      const dueDay = chinaDate(planned.dueAtMs);
      const purpose = planned.reason === 'form-consent' ? purposeFrom(FORM_PURPOSES, monthsOn(child.bornOn, dueDay), prng) : purposeFrom(PRENATAL_PURPOSES, pregnancyWeeks(child.bornOn, dueDay), prng);
      if (planned.attempts > 0) notReached(ledger, ledger.freeAt(chinaDayShift(world.nowMs, -1, prng.int(9 * 60 + 30, 18 * 60))), owner ?? agreedBy, { speaker, child }, null);
      promise(ledger, {
        ...planned, owner, purpose, member: speaker, number: ledger.numberOf(speaker), agreedBy: planned.owner === null ? agreedBy : null, agreedAtMs: saidAtMs, agreedInInteractionId: null,
        agreedText: planned.reason === 'prenatal' ? `预产期 ${child.bornOn}` : '登记表同意回访', attempts: Math.min(planned.attempts, 1),
      });
      return;
    }
    case 'missed-call-return': {
      const speaker = firstMember(ledger);
      const words = wordsAt(ledger, saidAtMs, speaker, child);
      const missedMs = planned.dueAtMs < world.nowMs + 4 * HOUR_MS ? planned.dueAtMs - prng.int(150, 1500) * MINUTE_MS : chinaDayShift(world.nowMs, -1, prng.int(20 * 60 + 5, 23 * 60));
      const missed = ledger.add({ kind: 'call-missed', startedAtMs: ledger.freeAt(Math.min(missedMs, world.nowMs - HOUR_MS)), note: missedNote(ledger, missedMs, words), endReason: 'cancelled', hungUpBy: 'customer' });
      promise(ledger, { ...planned, owner, purpose: '未接来电回拨', member: null, number: must(missed.number, 'a missed call has a number'), agreedBy: null, agreedAtMs: missed.startedAtMs, agreedInInteractionId: missed.id, agreedText: '', attempts: 0 });
      return;
    }
    case 'answer-promised': answerPromised(ledger, planned, saidAtMs); return;
  }
}

/** The call in which it was agreed, and the tries in vain since. */
function agreedOpen(ledger: Ledger, planned: PlannedCallback, agreedBy: ReturnType<typeof demoAgent>, saidAtMs: UtcMs): void {
  const { world } = ledger;
  const owner = planned.owner === null ? null : demoAgent(planned.owner);
  const atMs = ledger.freeAt(saidAtMs);
  const asking = must(drawAsking(ledger, atMs, chinaDaysBetween(atMs, planned.dueAtMs)) ?? drawAsking(ledger, atMs, 4) ?? drawAsking(ledger, atMs, null), 'every family under two and a half has something to ask');
  const purpose = phraseOf(ledger, asking, 'purpose');
  // After tries in vain the ladder moved the time on: what was agreed had been earlier.
  const before = chinaDayShift(planned.dueAtMs, -planned.attempts, 15 * 60);
  const tried = planned.attempts > 0 && before > atMs + 12 * HOUR_MS && before < world.nowMs - 2 * HOUR_MS;
  const attempts = tried ? planned.attempts : 0;
  const agreedDueMs = tried ? before : planned.dueAtMs;
  const first = askedCall(ledger, atMs, asking, agreedBy, { dueAtMs: agreedDueMs, purpose }, null);
  const callback = promise(ledger, {
    ...planned, owner, attempts, purpose, member: asking.speaker, number: first.interaction.number ?? ledger.numberOf(asking.speaker), agreedBy, agreedAtMs: atMs + 4 * MINUTE_MS,
    agreedInInteractionId: first.interaction.id, agreedText: agreedLine(atMs, agreedDueMs, asking.speaker.word, purpose),
  });
  for (let i = 0; i < attempts; i += 1) {
    const triedMs = agreedDueMs + i * 90 * MINUTE_MS;
    if (triedMs < world.nowMs - 10 * MINUTE_MS) notReached(ledger, ledger.freeAt(triedMs), owner ?? agreedBy, asking, callback.id);
  }
}

/** A question without an article: written down as asked, with an answer promised. */
function answerPromised(ledger: Ledger, planned: PlannedCallback, saidAtMs: UtcMs): void {
  const { prng, family } = ledger;
  const speaker = firstMember(ledger);
  const agent = demoAgent(planned.agreedBy);
  const question = prng.pick(UNANSWERED);
  const number = ledger.numberOf(speaker);
  const call = ledger.add({
    kind: 'call-in', startedAtMs: ledger.freeAt(saidAtMs), speaker, agent, outcome: 'callback-agreed', number, ...answered(prng),
    note: ledger.fresh(() => `${speaker.word}问：${question}。知识库没有，已提交待审，${prng.pick(['问过专家再回', '查清再打给客户', '不随口答'])}，${chinaDaysBetween(saidAtMs, planned.dueAtMs)}天内答复。`),
  });
  ledger.questions.push({ id: ledger.id('question'), interactionId: call.id, articleId: null, text: question, askedAtMs: call.startedAtMs + 40_000, articleVersion: null });
  ledger.commitments.push({
    id: ledger.id('commitment'), householdId: family.household.id, customerId: speaker.customer.id, what: `答复：${question}`, dueAtMs: planned.dueAtMs, promisedByAgentId: agent.id,
    promisedByName: agent.name, promisedAtMs: call.startedAtMs + 60_000, state: 'open',
  });
  const owner = planned.owner === null ? null : demoAgent(planned.owner);
  promise(ledger, {
    ...planned, owner, purpose: `答复：${question}`.slice(0, 40), member: speaker, number, agreedBy: agent, agreedAtMs: call.startedAtMs + 60_000, agreedInInteractionId: call.id,
    agreedText: agreedLine(call.startedAtMs, planned.dueAtMs, speaker.word, '答复问题'), attempts: 0,
  });
}
