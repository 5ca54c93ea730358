import type { z } from 'zod';
import type { Place } from '../../shared/agents/places.ts';
import type { AlertRule } from '../../shared/alerts/alertRule.ts';
import { type WebhookChange, webhookUrlFault } from '../../shared/alerts/webhook.ts';
import type { Holiday } from '../../shared/routing/holidays.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { Queue } from '../../shared/sync/queueMessages.ts';
import { type SetUpItem, type SetUpKind, setUpItemSchema } from '../../shared/sync/setUpMessages.ts';
import type { CallDirection, OutcomeCode } from '../../shared/calls/outcomeCode.ts';
import { type WorkListChange, workListConditions } from '../../shared/callbacks/workList.ts';
import { parse } from '../../shared/language/parse.ts';
import { dropUnusedAlert, setAlertRule } from '../store/alerts.ts';
import { agentById } from '../store/agents.ts';
import { setCallingRules } from '../store/callingRules.ts';
import { agentsWithSkill } from '../store/expertQuestions.ts';
import { dropHoliday, setHoliday } from '../store/holidays.ts';
import { setSheet } from '../store/qualitySheet.ts';
import { setObstacles } from '../store/obstacles.ts';
import { setOutcomeCodes } from '../store/outcomeCodes.ts';
import { setPauseReasons } from '../store/pauseReasons.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { type PlaceKind, setAgentPlace, setPlaces } from '../store/places.ts';
import type { Connection } from '../store/pool.ts';
import { allQueues, dropUnusedQueue, dropUnusedSkill, numberOfOther, setAgentSkills, setQueue, setSkill, unknownSkill } from '../store/queueRules.ts';
import { dropUnusedWebhook, setWebhook, unknownWebhook } from '../store/webhooks.ts';
import { changeWorkList, workList } from '../store/workLists.ts';
import { unknownCode } from '../store/remits.ts';
import { type TemplateText, templateFault } from '../../shared/messages/messageTemplate.ts';
import { dropUnusedTemplate, setTemplate } from '../store/messageTemplates.ts';
import { touch } from '../store/touch.ts';
import { ALL } from './deskScopes.ts';
import { addChanges, holdSetUp, latestChange, setCentreRules, setFloorTargets, standingItems } from '../store/setUpChanges.ts';
import type { Central } from './central.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import type { Desk } from './sessions.ts';

type Changing = Pick<Central, 'pool' | 'bell' | 'clock' | 'config'>;
type Which = Pick<SetUpItem, 'kind' | 'id'>;

/**
 * Makes one thing of how the floor is run another, and writes down who did, from what to what.
 *
 * @param basedOn the version that was looked at; null: whatever it is, and a number that leads to another queue leaves that one.
 * @returns 409 'changed-meanwhile' with the name of who changed it since, 409 'number-taken' with the other queue's name,
 *          404 with the field that names something there is not, 409 'in-use' when a reason is left out for which somebody is paused.
 */
export async function changeSetUp(central: Changing, desk: Desk, item: SetUpItem, basedOn: number | null): Promise<Outcome<null>> {
  if (!mayChange(desk, item.kind)) return refused(refuse(403, 'not-allowed'));
  return await written(central, desk, item, null, async (on) => {
    const last = basedOn === null ? null : await latestChange(on, item);
    if (basedOn !== null && (last?.version ?? 0) !== basedOn) return refused(refuse(409, 'changed-meanwhile', null, last?.byName ?? null));
    return await put(on, item, basedOn !== null, central);
  });
}

/** Where the centre's figures leave it, and who belongs where: accounts are theirs too. */
const ofAdmins: readonly SetUpKind[] = ['webhook', 'sites', 'teams', 'agent-place'];
const mayChange = ({ agent }: Desk, kind: SetUpKind): boolean => agent.role === 'admin' || !ofAdmins.includes(kind);

/** Takes back the change that made this version. @returns 409 'changed-meanwhile' as above, 409 'in-use' when something made new is used by now. */
export async function undoSetUp(central: Changing, desk: Desk, which: { readonly kind: SetUpKind; readonly id: string; readonly version: number }): Promise<Outcome<null>> {
  if (!mayChange(desk, which.kind)) return refused(refuse(403, 'not-allowed'));
  return await written(central, desk, which, { key: `${which.kind}:${which.id}`, version: which.version }, async (on) => {
    const last = await latestChange(on, which as Which);
    if (last === null) return refused(refuse(404, 'not-found', 'id'));
    if (last.version !== which.version) return refused(refuse(409, 'changed-meanwhile', null, last.byName));
    // Before its first skill an agent had none.
    const before = which.kind === 'agent-skills' ? (last.before ?? { skills: {} }) : last.before;
    if (before === null && which.kind !== 'holiday') return await takeAway(on, which);
    return await put(on, setUpItemSchema.parse({ kind: which.kind, id: which.id, value: before }), true, central);
  });
}

/** Desktops mirror the templates, and who is an expert, and ask for the rest. */
async function tellDesks(on: Connection, { kind, id }: { readonly kind: SetUpKind; readonly id: string }, isGone: boolean): Promise<void> {
  const colleagues = kind === 'agent-skills' || kind === 'agent-place' ? [id] : kind === 'skill' ? await agentsWithSkill(on, id) : [];
  if (colleagues.length > 0) await touch(on, colleagues.map((agentId) => ({ scope: ALL, tbl: 'agent', id: agentId })));
  if (kind === 'template') await touch(on, [{ scope: ALL, tbl: 'template', id, gone: isGone }]);
}

async function written(central: Changing, desk: Desk, which: { readonly kind: SetUpKind; readonly id: string }, undoes: { readonly key: string; readonly version: number } | null, change: (on: Connection) => Promise<Outcome<null>>): Promise<Outcome<null>> {
  const outcome = await inTransaction<Outcome<null>>(central.pool, async (client) => {
    await holdSetUp(client);
    const before = await standingItems(client);
    const changed = await change(client);
    if (!changed.ok) return changed;
    const after = await standingItems(client);
    await addChanges(client, { agentId: desk.agent.id, atMs: central.clock.now() }, before, after, undoes);
    await tellDesks(client, which, !after.has(`${which.kind}:${which.id}`));
    return changed;
  });
  central.bell.ring();
  return outcome;
}

async function put(on: Connection, item: SetUpItem, keepsNumbers: boolean, { clock, config }: Changing): Promise<Outcome<null>> {
  switch (item.kind) {
    case 'queue': return await putQueue(on, item.id, item.value, keepsNumbers);
    case 'holiday': return await putHoliday(on, item.id, item.value);
    case 'skill':
      await setSkill(on, item.id, item.value);
      return done(null);
    case 'agent-skills': return await putAgentSkills(on, item.id, item.value.skills);
    case 'floor-targets':
      await setFloorTargets(on, item.value);
      return done(null);
    case 'template': return await putTemplate(on, item.id, item.value, clock.now());
    case 'centre':
      await setCentreRules(on, item.value);
      return done(null);
    case 'calling':
      await setCallingRules(on, item.value);
      return done(null);
    case 'pause-reasons': return await setPauseReasons(on, item.value.reasons) ? done(null) : refused(refuse(409, 'in-use', 'reasons'));
    case 'outcomes-in': return await putOutcomes(on, 'in', item.value.codes);
    case 'outcomes-out': return await putOutcomes(on, 'out', item.value.codes);
    case 'obstacles':
      await setObstacles(on, item.value.codes);
      return done(null);
    case 'quality-sheet':
      await setSheet(on, item.value);
      return done(null);
    case 'work-list': return await putWorkList(on, item.id, item.value);
    case 'sites': return await putPlaces(on, 'site', item.value.places);
    case 'teams': return await putPlaces(on, 'team', item.value.places);
    case 'agent-place': return await setAgentPlace(on, item.id, item.value) ? done(null) : refused(refuse(404, 'not-found', 'id'));
    case 'alert': return await putAlert(on, item.id, item.value);
    case 'webhook': return await putWebhook(on, item.id, item.value, config.demo);
    default: return assertNever(item, 'set-up item');
  }
}

async function takeAway(on: Connection, { kind, id }: { readonly kind: SetUpKind; readonly id: string }): Promise<Outcome<null>> {
  return await dropUnused(on, kind, id) ? done(null) : refused(refuse(409, 'in-use', 'id'));
}

async function dropUnused(on: Connection, kind: SetUpKind, id: string): Promise<boolean> {
  switch (kind) {
    case 'queue': return await dropUnusedQueue(on, id);
    case 'template': return await dropUnusedTemplate(on, id);
    case 'skill': return await dropUnusedSkill(on, id);
    case 'alert': return await dropUnusedAlert(on, id);
    case 'webhook': return await dropUnusedWebhook(on, id);
    default: return false;
  }
}

async function putQueue(on: Connection, id: string, queue: Queue, keepsNumbers: boolean): Promise<Outcome<null>> {
  const lines = queue.businessLineId === null ? [] : [queue.businessLineId];
  if (await unknownCode(on, 'line', lines) !== null) return refused(refuse(404, 'not-found', 'businessLineId'));
  const missing = await unknownSkill(on, queue.rules.demands.map((demand) => demand.skillId));
  if (missing !== null) return refused(refuse(404, 'not-found', `rules.demands.${queue.rules.demands.findIndex((demand) => demand.skillId === missing)}.skillId`));
  const { overflow } = queue.rules;
  if (overflow !== null && !(await allQueues(on)).has(overflow.queueId)) return refused(refuse(404, 'not-found', 'rules.overflow.queueId'));
  const taken = keepsNumbers ? await numberOfOther(on, id, queue.numbers) : null;
  if (taken !== null) return refused(refuse(409, 'number-taken', `numbers.${queue.numbers.indexOf(taken.number)}`, taken.name));
  await setQueue(on, id, queue);
  return done(null);
}

/** Refused with the name of a placeholder there is not, or with what else is wrong. */
async function putTemplate(on: Connection, id: string, template: TemplateText, nowMs: number): Promise<Outcome<null>> {
  const fault = templateFault(template);
  if (fault !== null) return refused(refuse(400, 'bad-request', `item.value.${fault.field}`, fault.fault === 'placeholder' ? `placeholder: ${fault.name}` : fault.fault));
  await setTemplate(on, id, template, nowMs);
  return done(null);
}

async function putHoliday(on: Connection, id: string, holiday: Holiday | null): Promise<Outcome<null>> {
  if (holiday === null) return await dropHoliday(on, id) ? done(null) : refused(refuse(404, 'not-found', 'id'));
  const queues = await allQueues(on);
  const missing = (holiday.queueIds ?? []).findIndex((queueId) => !queues.has(queueId));
  if (missing >= 0) return refused(refuse(404, 'not-found', `queueIds.${missing}`));
  await setHoliday(on, id, holiday);
  return done(null);
}

/** A list is there, and takes only figures of its rule. */
async function putWorkList(on: Connection, id: string, change: WorkListChange): Promise<Outcome<null>> {
  const list = await workList(on, id);
  if (list === null) return refused(refuse(404, 'not-found', 'id'));
  const conditions = parse<z.ZodType<WorkListChange['conditions']>>(workListConditions[list.rule], change.conditions);
  if (!conditions.ok) return refused(refuse(400, 'bad-request', `conditions.${conditions.faults[0]?.field ?? ''}`, conditions.faults[0]?.code ?? null));
  await changeWorkList(on, id, { ...change, conditions: conditions.value });
  return done(null);
}

async function putAgentSkills(on: Connection, agentId: string, levels: Readonly<Record<string, number>>): Promise<Outcome<null>> {
  if (await agentById(on, agentId) === null) return refused(refuse(404, 'not-found', 'id'));
  const missing = await unknownSkill(on, Object.keys(levels));
  if (missing !== null) return refused(refuse(404, 'not-found', `skills.${missing}`));
  await setAgentSkills(on, agentId, levels);
  return done(null);
}

/** What a code means it means for ever: contacts that ended with it are counted by that. */
async function putOutcomes(on: Connection, direction: CallDirection, codes: readonly OutcomeCode[]): Promise<Outcome<null>> {
  const changed = await setOutcomeCodes(on, direction, codes);
  return changed === null ? done(null) : refused(refuse(409, 'in-use', `item.value.codes.${changed}.means`));
}

async function putAlert(on: Connection, id: string, rule: AlertRule): Promise<Outcome<null>> {
  if (rule.queueId !== null && !(await allQueues(on)).has(rule.queueId)) return refused(refuse(404, 'not-found', 'queueId'));
  const missing = await unknownWebhook(on, rule.webhookIds);
  if (missing !== null) return refused(refuse(404, 'not-found', `webhookIds.${missing}`));
  await setAlertRule(on, id, rule);
  return done(null);
}

/** @param mayBeHere plain http to this machine is allowed: outside production. */
async function putWebhook(on: Connection, id: string, webhook: WebhookChange, mayBeHere: boolean): Promise<Outcome<null>> {
  const fault = webhookUrlFault(webhook.url, mayBeHere);
  if (fault !== null) return refused(refuse(400, 'bad-request', 'item.value.url', fault));
  return await setWebhook(on, id, webhook) ? done(null) : refused(refuse(400, 'bad-request', 'item.value.secret', 'required'));
}

/** Colleagues go along with a name that changes; every desktop is told. */
async function putPlaces(on: Connection, kind: PlaceKind, places: readonly Place[]): Promise<Outcome<null>> {
  const ofTeam = kind === 'team' ? places.findIndex(({ regionId }) => regionId !== null) : -1;
  if (ofTeam >= 0) return refused(refuse(400, 'bad-request', `places.${ofTeam}.regionId`));
  const regionIds = places.flatMap(({ regionId }) => (regionId === null ? [] : [regionId]));
  const missing = await unknownCode(on, 'region', regionIds);
  if (missing !== null) return refused(refuse(404, 'not-found', `places.${places.findIndex(({ regionId }) => regionId === regionIds[missing])}.regionId`));
  const moved = await setPlaces(on, kind, places);
  if (moved === 'in-use') return refused(refuse(409, 'in-use', 'places'));
  await touch(on, moved.map((id) => ({ scope: ALL, tbl: 'agent', id })));
  return done(null);
}
