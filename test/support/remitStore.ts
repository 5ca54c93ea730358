import { v7 as uuidv7 } from 'uuid';
import type { OpData, OpKind } from '../../shared/sync/pushMessages.ts';
import { inTransaction } from '../../central/store/inTransaction.ts';
import { addExpertQuestion } from '../../central/store/expertQuestions.ts';
import { importHouseholds } from '../../central/store/importHouseholds.ts';
import type { Pool } from '../../central/store/pool.ts';
import { enterScopes } from '../../central/store/scopeMembers.ts';
import { sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, samplePhone } from './storeSamples.ts';

/** A household with something of everything that can be told of one, each word of it found nowhere else. */
export interface Family {
  readonly id: string;
  readonly customerId: string;
  readonly childId: string;
  readonly number: string;
  readonly phoneId: string;
  readonly name: string;
  readonly note: string;
  readonly interactionId: string;
  readonly callbackId: string;
  readonly commitmentId: string;
  readonly caseId: string;
  readonly expertQuestionId: string;
  /** Whatever of these stands in an answer tells of it. */
  readonly secrets: readonly string[];
}

let last = 0;
const HAN = '欧阳司徒上官夏侯诸葛闻人东方赫连皇甫尉迟公羊澹台濮淳单于太叔申屠仲孙轩辕令狐钟离宇文长慕鲜闾丘';
/** Three characters, another three for each place. */
const threeCharacters = (place: number): string => [place, Math.floor(place / HAN.length), Math.floor(place / HAN.length ** 2)].map((at) => HAN[at % HAN.length] ?? '').join('');

/** Stores a household of a city with contacts, an unclaimed callback, a promise and a case. `sharedNumber`: a second number of it. */
export async function addFamily(pool: Pool, city: string | null, nowMs: number, over: { readonly sharedNumber?: string; readonly lineIds?: readonly string[] } = {}): Promise<Family> {
  const place = ++last;
  const name = threeCharacters(place);
  const number = `+86139${String(10_000_000 + place * 37)}`;
  const phone = samplePhone(number);
  const note = `话里的话${place}号`;
  const made = sampleHousehold({ name: `${name}家`, city, createdAtMs: nowMs });
  const customer = sampleCustomer(made.id, { name });
  const child = sampleChild(made.id, { name: `${name}宝` });
  const interaction = sampleInteraction(made.id, { note, number, startedAtMs: nowMs - 3_600_000, recordedAtMs: nowMs - 3_600_000 });
  const callback = sampleCallback(made.id, { number, agreedText: `${note}再打`, agreedAtMs: nowMs - 3_600_000, dueAtMs: nowMs + 86_400_000 });
  const commitment = { id: uuidv7(), householdId: made.id, customerId: null, what: `${note}寄样品`, dueAtMs: nowMs, promisedByAgentId: null, promisedByName: '', promisedAtMs: nowMs, state: 'open' as const };
  const opened = { id: uuidv7(), householdId: made.id, customerId: null, kind: 'complaint' as const, title: `${note}罐底结块`, openedAtMs: nowMs, dueAtMs: nowMs, handlerName: null, state: 'open' as const };
  const asked = uuidv7();
  await inTransaction(pool, async (client) => {
    await importHouseholds(client, [{
      household: made, customers: [customer], children: [child], phones: [phone, ...(over.sharedNumber === undefined ? [] : [samplePhone(over.sharedNumber)])],
      interactions: [interaction], questions: [], callbacks: [callback], commitments: [commitment], cases: [opened], purchases: [],
    }]);
    await addExpertQuestion(client, { id: asked, question: `${note}转奶拉肚子`, householdId: made.id, customerId: null, interactionId: null, articleId: null, askedAtMs: nowMs, expertAgentId: null, expertName: '', dueAtMs: nowMs + 2_592_000_000, isPromised: false }, { id: null, name: '' });
    for (const line of over.lineIds ?? []) await client.query('INSERT INTO household_business_line (household_id, business_line_id) VALUES ($1, $2)', [made.id, line]);
    await enterScopes(client, nowMs);
  });
  return {
    id: made.id, customerId: customer.id, childId: child.id, number, phoneId: phone.id, name, note, interactionId: interaction.id, callbackId: callback.id, commitmentId: commitment.id, caseId: opened.id, expertQuestionId: asked,
    secrets: [name, number.slice(3), note, made.id, customer.id, child.id, phone.id, interaction.id, callback.id],
  };
}

type Naming = { readonly [K in OpKind]: ((family: Family, mine: { readonly interactionId: string }) => OpData<K>) | null };

/** An op of each kind that names a household that is there; null where a kind can name none. A new kind needs a line here. */
export const opsNaming: Naming = {
  'household.add': null,
  'customer.add': ({ id }) => ({ customer: sampleCustomer(id), phones: [] }),
  'phone.add': ({ id }) => ({ householdId: id, phone: samplePhone('+8613700001111') }),
  'interaction.add': ({ id }) => ({ interaction: sampleInteraction(id), questions: [] }),
  'interaction.move': ({ id }, mine) => ({ interactionId: mine.interactionId, householdId: id, customerId: null }),
  'interaction.retract': ({ interactionId }) => ({ interactionId }),
  'callback.add': ({ id }) => ({ callback: sampleCallback(id) }),
  'callback.claim': ({ callbackId }) => ({ callbackId }),
  'callback.done': ({ callbackId }, mine) => ({ callbackId, interactionId: mine.interactionId }),
  'callback.retry': ({ callbackId }, mine) => ({ callbackId, interactionId: mine.interactionId, nextDueAtMs: 1_900_000_000_000 }),
  'callback.reschedule': ({ callbackId }) => ({ callbackId, dueAtMs: 1_900_000_000_000, agreedText: '改天' }),
  'callback.handover': ({ callbackId }) => ({ callbackId, toAgentId: null, reason: '' }),
  'callback.cancel': ({ callbackId }) => ({ callbackId, reason: '不要了' }),
  'commitment.add': ({ id }) => ({ commitment: { id: uuidv7(), householdId: id, customerId: null, what: '寄样品', dueAtMs: 1_900_000_000_000, promisedByAgentId: null, promisedByName: '', promisedAtMs: 1_800_000_000_000, state: 'open' } }),
  'case.add': ({ id }) => ({ case: { id: uuidv7(), householdId: id, customerId: null, kind: 'request', title: '换货', openedAtMs: 1_800_000_000_000, dueAtMs: 1_900_000_000_000, handlerName: null, state: 'open' } }),
  'customer.patch': ({ customerId }) => ({ customerId, base: { remark: null }, set: { remark: '改了' }, source: 'call', verifiedAtMs: null }),
  'child.add': ({ id }) => ({ child: sampleChild(id, { name: '来来' }) }),
  'child.patch': ({ id, childId }) => ({ householdId: id, childId, base: { feeding: 'mixed' }, set: { feeding: 'formula' }, source: 'call', verifiedAtMs: null }),
  'household.patch': ({ id }) => ({ householdId: id, base: { address: null }, set: { address: '人民路 1 号' }, source: 'call', verifiedAtMs: null }),
  'phone.patch': ({ id, phoneId }) => ({ householdId: id, phoneId, base: { extension: null }, set: { extension: '8' }, source: 'call', verifiedAtMs: null }),
  'consent.add': ({ id }) => ({ consent: { id: uuidv7(), householdId: id, customerId: null, channel: 'sms', purpose: '回访', givenAtMs: 1_800_000_000_000, untilMs: null, proofKind: 'unknown', proof: null } }),
  'opt-out.add': ({ id }) => ({ optOut: { id: uuidv7(), householdId: id, customerId: null, channel: 'phone', saidAtMs: 1_800_000_000_000, words: '别再打了', interactionId: null } }),
  'commitment.change': ({ commitmentId }) => ({ commitmentId, state: 'kept' }),
  'case.change': ({ caseId }) => ({ caseId, base: 'open', state: 'answered', handlerName: null }),
  'gap.add': ({ id }) => ({ gap: { id: uuidv7(), question: '能喝羊奶吗', householdId: id, interactionId: null, askedAtMs: 1_800_000_000_000 } }),
  'message.add': ({ id, customerId, number }) => ({ message: { id: uuidv7(), householdId: id, customerId, channel: 'sms', address: number, subject: null, text: '您好', sendAtMs: 1_800_000_000_000, templateId: uuidv7(), templateVersion: 1, values: {}, agreed: null } }),
  'expert-question.add': ({ id }) => ({ question: { id: uuidv7(), question: '转奶拉肚子', householdId: id, customerId: null, interactionId: null, articleId: null, askedAtMs: 1_800_000_000_000, expertAgentId: uuidv7(), expertName: '王', dueAtMs: 1_900_000_000_000, isPromised: false } }),
  'expert-question.answer': ({ expertQuestionId }) => ({ questionId: expertQuestionId, answer: '可以', asDraft: false }),
  'expert-question.hand': ({ expertQuestionId }) => ({ questionId: expertQuestionId, baseAgentId: null, toAgentId: null, toName: '', words: '' }),
  'expert-question.withdraw': ({ expertQuestionId }) => ({ questionId: expertQuestionId }),
  'notice.read': null,
  'follow.add': ({ caseId }) => ({ id: uuidv7(), about: { kind: 'case', id: caseId } }),
  'follow.end': null,
  'guide.judge': null,
  'answer.judge': null,
  'opening.add': null,
  'coaching.add': ({ interactionId }) => ({ coaching: { id: uuidv7(), interactionId, line: { id: uuidv7(), text: '语气再慢一点' }, score: null } }),
  'coaching-line.add': null,
  'coaching.read': null,
} as const;
