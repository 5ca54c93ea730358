import type { Agent } from '../../../shared/agents/agent.ts';
import type { Case } from '../../../shared/customers/household.ts';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { agreedWords } from '../careNotes.ts';
import { type ComplaintKind, complaintKinds } from '../complaints.ts';
import { COMPLAINT_AGENT_NUMBER, demoAgent } from '../demoAgents.ts';
import { chinaDayShift, spokenTime } from '../demoTime.ts';
import { fillPhrase } from '../writeNote.ts';
import { youngest } from './careContacts.ts';
import { answered, type Ledger, PRODUCT_QUEUE } from './ledger.ts';
import { notReached } from './notReached.ts';
import { agreedLine, type Promised, promise } from './promise.ts';
import { drawSpeaker, firstMember, wordsAt } from './words.ts';

interface ComplaintWanted {
  readonly openedAtMs: UtcMs;
  /** Open: what still stands to be done, and the follow-up call that was promised; null: settled. */
  readonly open: { readonly dueAtMs: UtcMs; readonly followUp: Pick<Promised, 'dueAtMs' | 'owner' | 'attempts'> | null } | null;
}

/** Only kinds this household can complain of: who buys nothing has no dented tin. */
function kindFor(ledger: Ledger): ComplaintKind {
  const buys = ledger.family.ownFromMonth !== null;
  const kinds = buys ? complaintKinds : complaintKinds.filter((kind) => kind.key === 'spam' || kind.key === 'attitude');
  const born = youngest(ledger).child.birthDate !== null;
  return ledger.prng.weighted(kinds.filter((kind) => born || !['dissolving', 'leaking'].includes(kind.key)).map((kind) => [kind, kind.weight] as const));
}

/** A complaint from the call in which it came to its settlement, or to where it stands. */
export function complaintEpisode(ledger: Ledger, wanted: ComplaintWanted): Case {
  const { prng, family, world } = ledger;
  const kind = kindFor(ledger);
  const child = youngest(ledger);
  const speaker = drawSpeaker(ledger, ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother']) ?? firstMember(ledger);
  const atMs = ledger.freeAt(Math.round(wanted.openedAtMs));
  const taker = prng.chance(0.45) ? demoAgent(COMPLAINT_AGENT_NUMBER) : ledger.agentAt(atMs);
  const handler = demoAgent(COMPLAINT_AGENT_NUMBER);
  const tins = prng.pick([3, 4, 6]);
  const order = { tins: String(tins), fewer: String(tins - 1), late: String(prng.int(5, 8)), gift: prng.pick(['围嘴', '恒温杯', '地垫', '绘本', '餐盘']) };
  const variant = prng.int(0, kind.taken.length - 1);
  const its = (phrases: readonly string[]): string => must(phrases[variant], 'title, note and promise run side by side');
  const say = (phrases: readonly string[], at: UtcMs): string => {
    const words = { ...wordsAt(ledger, at, speaker, child), ...order };
    return ledger.fresh(() => fillPhrase(prng.pick(phrases), words, prng));
  };
  const dueAtMs = wanted.open?.dueAtMs ?? chinaDayShift(atMs, prng.int(2, 5), prng.pick([12 * 60, 17 * 60, 18 * 60]));
  const followUp = wanted.open?.followUp ?? null;
  const agreed = followUp === null ? '' : `。${fillPhrase(prng.pick(agreedWords), { when: spokenTime(atMs, followUp.dueAtMs), who: speaker.word, topic: '处理结果' }, prng)}`;
  const numbered = ledger.numberOf(speaker);
  const first = ledger.add({
    kind: 'call-in', startedAtMs: atMs, speaker, agent: taker, note: say([its(kind.taken)], atMs) + agreed, outcome: 'complaint', ...answered(prng, 150, 800), number: numbered,
    queue: PRODUCT_QUEUE.name, dialled: PRODUCT_QUEUE.dialled,
  });
  const made: Case = {
    id: ledger.id('case'), householdId: family.household.id, customerId: speaker.customer.id, kind: 'complaint', title: fillPhrase(its(kind.titles), order, prng),
    openedAtMs: atMs + 3 * MINUTE_MS, dueAtMs, handlerName: handler.name, state: wanted.open === null ? 'closed' : 'open',
  };
  ledger.cases.push(made);
  ledger.commitments.push({
    id: ledger.id('commitment'), householdId: family.household.id, customerId: speaker.customer.id, what: fillPhrase(its(kind.promised), order, prng), dueAtMs,
    promisedByAgentId: taker.id, promisedByName: taker.name, promisedAtMs: atMs + 2 * MINUTE_MS, state: wanted.open !== null ? 'open' : prng.chance(0.9) ? 'kept' : 'broken',
  });
  const endMs = Math.min(dueAtMs, world.nowMs - HOUR_MS);
  const steps = Math.min(prng.int(0, 2), Math.floor((endMs - atMs) / DAY_MS));
  for (let i = 1; i <= steps; i += 1) {
    const at = ledger.freeAt(chinaDayShift(atMs, i, prng.int(9 * 60, 17 * 60)));
    if (at >= endMs || at <= atMs) break;
    ledger.add({ kind: 'complaint', startedAtMs: at, speaker, agent: handler, note: say(kind.progress, at) });
  }
  if (wanted.open === null) settle(ledger, { kind, handler, speaker, child, dueAtMs, say });
  if (followUp !== null) {
    for (let i = 0; i < (followUp.attempts ?? 0); i += 1) {
      const at = ledger.freeAt(chinaDayShift(world.nowMs, -1, (10 + 3 * i) * 60 + prng.int(0, 50)));
      if (at > atMs + HOUR_MS) notReached(ledger, at, followUp.owner ?? handler, { speaker, child }, null);
    }
    const purpose = prng.pick(kind.purpose);
    promise(ledger, {
      ...followUp, purpose, reason: 'complaint-follow-up', member: speaker, number: numbered, agreedBy: taker, agreedAtMs: first.startedAtMs, agreedInInteractionId: first.id,
      agreedText: agreedLine(first.startedAtMs, followUp.dueAtMs, speaker.word, purpose),
    });
  }
  return made;
}

interface Settling {
  readonly kind: ComplaintKind;
  readonly handler: Agent;
  readonly speaker: ReturnType<typeof firstMember>;
  readonly child: ReturnType<typeof youngest>;
  readonly dueAtMs: UtcMs;
  readonly say: (phrases: readonly string[], at: UtcMs) => string;
}

function settle(ledger: Ledger, { kind, handler, speaker, dueAtMs, say }: Settling): void {
  const { prng, world } = ledger;
  const last = must(ledger.interactions[ledger.interactions.length - 1], 'a complaint has a call').startedAtMs;
  const at = ledger.freeAt(Math.max(last + 5 * HOUR_MS, dueAtMs - prng.int(1, 22) * HOUR_MS));
  const minute = ((at + 8 * HOUR_MS) / MINUTE_MS) % 1440;
  const inHours = minute < 9 * 60 || minute > 19 * 60 + 40 ? chinaDayShift(at, minute < 9 * 60 ? 0 : 1, prng.int(9 * 60 + 10, 12 * 60)) : at;
  if (inHours > world.nowMs - HOUR_MS) return;
  const rung = ledger.family.members.every((member) => member.customer.channelAttitude.phone !== 'refuse');
  const how = rung ? { kind: 'call-out' as const, outcome: 'reached' as const, ...answered(prng, 50, 300) } : { kind: 'complaint' as const };
  ledger.add({ ...how, startedAtMs: ledger.freeAt(inHours), speaker, agent: handler, note: say(kind.closed, inHours) });
}
