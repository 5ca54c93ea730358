import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../shared/agents/agent.ts';
import type { CallingHours } from '../../shared/callbacks/callingHours.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { type AnswerProposal, type AnswerProposals, TOLD_WITHIN_DAYS, type WriteAnswers, type WrittenAnswers } from '../../shared/knowledge/answerProposals.ts';
import { addressesOf } from '../../shared/messages/addressesOf.ts';
import { mayWrite } from '../../shared/messages/mayWrite.ts';
import { type MessageChannel, type MessageTemplate, MOST_SMS } from '../../shared/messages/messageTemplate.ts';
import { fillTemplate, placeholdersIn } from '../../shared/messages/placeholders.ts';
import { templateValues } from '../../shared/messages/templateValues.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { configuredChannels } from '../messages/messageSenders.ts';
import { readPolicy } from '../store/agents.ts';
import { articleVersions } from '../store/articles.ts';
import { type AnsweredAsker, answeredAskers, fileForGate, linkAnswer } from '../store/gaps.ts';
import { lockHousehold } from '../store/households.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { addMessage } from '../store/messages.ts';
import { allTemplates, templateVersion } from '../store/messageTemplates.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched, mergeTouched, touch, type Touched } from '../store/touch.ts';
import type { Central } from './central.ts';
import { answerCall, type AskingFamily, askingFamilies } from './proposeAnswers.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

type Writing = Pick<Central, 'pool' | 'clock' | 'bell' | 'config'>;
type Way = AnswerProposal['ways'][number];
interface When { readonly nowMs: number; readonly hours: CallingHours; readonly configured: readonly MessageChannel[] }

/** Who may have been it: who asked, whose number it was they rang from, who is alone in the family. */
function personOf({ customerId, number }: AnsweredAsker, { customers, phones }: HouseholdFile): string | null {
  const [only] = customers;
  return customerId ?? phones.find((each) => each.number === number && each.customerId !== null)?.customerId ?? (customers.length === 1 && only !== undefined ? only.id : null);
}

/** Whom of a family an answer can be written to by a channel: whoever asked first of those who may be. @returns the refusal of the first, when nobody may. */
function addressee(family: AskingFamily<AnsweredAsker>, file: HouseholdFile, channel: MessageChannel, { nowMs, hours, configured }: When): { readonly ok: true; readonly customerId: string; readonly address: string; readonly goesAtMs: number } | { readonly ok: false; readonly why: string } {
  let first: string | null = null;
  for (const customerId of new Set(family.askers.map((each) => personOf(each, file)))) {
    if (customerId === null) continue;
    const address = addressesOf(file, customerId, channel)[0] ?? '';
    const judged = mayWrite({ file, customerId, channel, address, reason: 'answer', agreed: null, sendAtMs: nowMs, nowMs, hours, configured });
    if (judged.ok) return { ok: true, customerId, address, goesAtMs: judged.goesAtMs };
    first ??= judged.why;
  }
  return { ok: false, why: first ?? 'nobody-known' };
}

/** A message that waits or went: the family is told. */
const isWritten = ({ messageState }: AnsweredAsker): boolean => messageState === 'queued' || messageState === 'sent';

function proposalOf(family: AskingFamily<AnsweredAsker>, file: HouseholdFile, when: When): AnswerProposal | null {
  const { askers } = family;
  const [first] = askers;
  if (first === undefined) return null;
  const called = askers.findLast((each) => each.callState !== null);
  const written = askers.findLast((each) => each.messageState !== null);
  const ringing = called === undefined ? answerCall(family, file, first.question, when.nowMs, when.hours) : null;
  const person = personOf(first, file);
  return {
    id: first.gapId, question: first.question, relation: file.customers.find((each) => each.id === person)?.relation ?? null, askedAtMs: first.askedAtMs, notedByName: first.notedByName, times: askers.length,
    call: ringing !== null ? (ringing.ok ? { state: 'none', why: null } : { state: 'refused', why: ringing.why }) : { state: called?.callState ?? 'none', why: called?.callClosedFor ?? null },
    ways: when.configured.map((channel): Way => {
      const found = addressee(family, file, channel, when);
      return found.ok ? { channel, ok: true, goesAtMs: found.goesAtMs } : { channel, ok: false, why: found.why };
    }),
    message: written === undefined || written.messageChannel === null || written.messageState === null ? null : { channel: written.messageChannel, state: written.messageState, why: written.messageWhy },
  };
}

async function readAll(on: Connection, articleId: string, when: When): Promise<{ readonly askers: readonly AnsweredAsker[]; readonly families: readonly AskingFamily<AnsweredAsker>[] }> {
  const askers = await answeredAskers(on, articleId, when.nowMs - TOLD_WITHIN_DAYS * DAY_MS);
  return { askers, families: askingFamilies(askers) };
}

const bySending = (template: MessageTemplate, configured: readonly MessageChannel[]): boolean =>
  template.state === 'published' && template.reason === 'answer' && configured.includes(template.channel) && placeholdersIn(`${template.subject ?? ''}${template.body}`).includes('content');

const whenOf = async (on: Connection, central: Writing): Promise<When> => {
  const nowMs = central.clock.now();
  return { nowMs, hours: await readPolicy(on, nowMs), configured: configuredChannels(central.config) };
};

/** Each family that asked what an article answers, who asked first on top: what was proposed to them, and what they may not be told by. */
export async function answerProposals(on: Connection, central: Writing, articleId: string): Promise<AnswerProposals> {
  const when = await whenOf(on, central);
  const { askers, families } = await readAll(on, articleId, when);
  const all: AnswerProposal[] = [];
  for (const family of families) {
    const file = await fileForGate(on, family.householdId, when.nowMs);
    const proposal = file === null ? null : proposalOf(family, file, when);
    if (proposal !== null) all.push(proposal);
  }
  const templates = askers.length === 0 ? [] : (await allTemplates(on)).filter((each) => bySending(each, when.configured));
  return { families: all.sort((a, b) => a.askedAtMs - b.askedAtMs), strangers: askers.filter((each) => each.householdId === null).length, templates };
}

/**
 * Writes the answer to the families an editor has chosen, by the words they have read. The gate is asked again for each: who may
 * not be written to any more, and who was told meanwhile, is passed over and counted. Pressed twice, nobody gets it twice.
 * The call that was proposed is closed once the message went, not before.
 *
 * @returns 404 where there is no such template, 409 'wrong-template' for one that is no answer, 'too-long' for an SMS.
 */
export async function writeAnswers(central: Writing, me: Agent, articleId: string, { ids, templateId, templateVersion: version, content }: WriteAnswers): Promise<Outcome<WrittenAnswers>> {
  const outcome = await inTransaction<Outcome<{ readonly queued: number; readonly passed: number }>>(central.pool, async (client) => {
    const found = await templateVersion(client, templateId, version);
    if (found === null || (await articleVersions(client, articleId)).length === 0) return refused(refuse(404, 'not-found', found === null ? 'templateId' : 'id'));
    const { template } = found;
    if (found.state === 'retired' || template.reason !== 'answer') return refused(refuse(409, 'wrong-template', 'templateId', template.name));
    const when = await whenOf(client, central);
    const { families } = await readAll(client, articleId, when);
    const touched: (readonly Touched[])[] = [];
    let queued = 0;
    for (const { householdId, askers: [first] } of families) {
      if (first === undefined || !ids.includes(first.gapId)) continue;
      await lockHousehold(client, householdId);
      // Read again under the lock: of two who press at once the second finds the first's message.
      const now = (await readAll(client, articleId, when)).families.find((each) => each.householdId === householdId);
      const file = await fileForGate(client, householdId, when.nowMs);
      if (now === undefined || file === null || now.askers.some(isWritten) || now.askers.some((each) => each.callState === 'done')) continue;
      const to = addressee(now, file, template.channel, when);
      if (!to.ok) continue;
      const filled = fillTemplate(template, { child: template.language === 'en' ? 'your baby' : '宝宝', ...templateValues(file, to.customerId, null, me.name, template.language), content });
      if (!filled.ok) return refused(refuse(409, 'wrong-template', 'templateId', template.name));
      if (template.channel === 'sms' && filled.value.text.length > MOST_SMS) return refused(refuse(409, 'too-long', 'content'));
      const id = uuidv7();
      await addMessage(client, {
        id, householdId, customerId: to.customerId, channel: template.channel, address: to.address, ...filled.value, sendAtMs: when.nowMs, templateId, templateVersion: version, agreed: null,
        answersCallbackId: now.askers.find((each) => each.callState === 'open')?.callbackId ?? null, reason: template.reason, templateName: template.name, agentId: me.id, agentName: me.name, createdAtMs: when.nowMs,
        state: 'queued', why: null, nextTryAtMs: to.goesAtMs,
      });
      await linkAnswer(client, now.askers.map((each) => each.gapId), { callbackId: null, messageId: id });
      touched.push(await householdTouched(client, householdId, []));
      queued += 1;
    }
    await touch(client, mergeTouched(touched));
    return done({ queued, passed: new Set(ids).size - queued });
  });
  if (!outcome.ok) return outcome;
  central.bell.ring();
  return done({ ...outcome.value, now: await answerProposals(central.pool, central, articleId) });
}
