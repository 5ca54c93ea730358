import type { z } from 'zod';
import { agentPlaceSchema, type Place } from '../../../shared/agents/places.ts';
import { alertRuleSchema, ofQueues } from '../../../shared/alerts/alertRule.ts';
import { type Webhook, webhookSchema } from '../../../shared/alerts/webhook.ts';
import type { OutcomeCode } from '../../../shared/calls/outcomeCode.ts';
import { callingRulesSchema } from '../../../shared/callbacks/callingRules.ts';
import { workListChangeSchema } from '../../../shared/callbacks/workList.ts';
import { type Criterion, qualitySheetSchema } from '../../../shared/coaching/qualitySheet.ts';
import { holidaySchema } from '../../../shared/routing/holidays.ts';
import { agentSkillsSchema, queueSchema, skillSchema } from '../../../shared/sync/queueMessages.ts';
import { floorTargetsSchema } from '../../../shared/routing/floorTargets.ts';
import { centreRulesSchema, inboundListSchema, obstacleListSchema, outboundListSchema, pauseListSchema, placeListSchema, type SetUp, type SetUpChange } from '../../../shared/sync/setUpMessages.ts';
import { templateTextSchema } from '../../../shared/messages/messageTemplate.ts';
import { languageNames } from '../../language/languageNames.ts';
import { i18next } from '../../language/i18n.ts';
import { draftOfList, type WorkListDraft, type WorkListField } from '../plans/workListDraft.ts';
import { listFieldWord, listWord } from '../plans/workListWords.ts';
import { type AlertDraft, type AlertField, draftOfAlert } from './alertDraft.ts';
import { type CallingField, draftOfCalling } from './callingDraft.ts';
import { differing } from './draftFaults.ts';
import { draftOfHoliday, type HolidayField } from './holidayDraft.ts';
import { placeDifferences } from './placesDraft.ts';
import { wordedDifferences } from './wordDraft.ts';
import { sheetDifferences } from './qualityDraft.ts';
import { draftOfTemplate, type TemplateDraft, type TemplateField } from './templateDraft.ts';
import { draftOfQueue, type QueueDraft, type QueueField } from './queueDraft.ts';

/** One field of a change, from what to what. */
export interface ChangedField {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

type Names = Pick<SetUp, 'queues' | 'skills' | 'businessLines' | 'webhooks' | 'regions' | 'sites' | 'teams'>;
const nameOf = (things: readonly { readonly id: string; readonly name: string }[], id: string): string => things.find((each) => each.id === id)?.name ?? id;
function asItIs<T>(value: T): T {
  return value;
}
const shown = (text: string): string => (text.trim() === '' ? i18next.t('words.none') : text);

export const queueFieldWord = (field: QueueField): string => i18next.t(`queues.field.${field}`);
export const callingFieldWord = (field: CallingField): string => i18next.t(`queues.calling.${field}`);
export const templateFieldWord = (field: TemplateField): string => i18next.t(`queues.field.${field}`);
export const alertFieldWord = (field: AlertField): string => i18next.t(`queues.alert.field.${field}`);
export const webhookFieldWord = (field: 'name' | 'url' | 'active' | 'secret'): string => i18next.t(`queues.webhook.field.${field}`);
export const holidayFieldWord = (field: HolidayField): string => i18next.t(`queues.field.${field}`);

function queueValue(draft: QueueDraft, field: QueueField, names: Names): string {
  switch (field) {
    case 'autoAnswer': case 'always': case 'keepsPlaces': return i18next.t(draft[field] ? 'words.yes' : 'words.no');
    case 'line': return draft.line === '' ? i18next.t('queues.anyLine') : nameOf(names.businessLines, draft.line);
    case 'overflowTo': return draft.overflowTo === '' ? '' : nameOf(names.queues, draft.overflowTo);
    case 'demands': return draft.demands.map(({ skillId, level }) => i18next.t('queues.demandWords', { skill: nameOf(names.skills, skillId), level })).join(i18next.t('words.separator'));
    default: return draft[field];
  }
}

const listValue = (draft: WorkListDraft, field: WorkListField): string => (field === 'active' ? i18next.t(draft.active ? 'plans.on' : 'plans.off')
  : field === 'tiers' ? draft.tiers.map((tier) => i18next.t(`words.tier.${tier}`)).join(i18next.t('words.separator')) : draft[field]);

function templateValue(draft: TemplateDraft, field: TemplateField): string {
  switch (field) {
    case 'isRetired': return i18next.t(draft.isRetired ? 'words.yes' : 'words.no');
    case 'channel': return i18next.t(`words.channel.${draft.channel}`);
    case 'reason': return i18next.t(`messages.reason.${draft.reason}`);
    case 'language': return languageNames[draft.language];
    default: return draft[field];
  }
}

function alertValue(draft: AlertDraft, field: AlertField, names: Names): string {
  switch (field) {
    case 'tellsSupervisors': case 'active': return i18next.t(draft[field] ? 'words.yes' : 'words.no');
    case 'figure': return i18next.t(`floor.tile.${draft.figure}`);
    case 'queueId': return draft.queueId === '' || !ofQueues(draft.figure) ? i18next.t('shell.alert.wholeFloor') : nameOf(names.queues, draft.queueId);
    case 'limit': return draft.limit === '' ? i18next.t('queues.alert.floorTarget') : draft.limit;
    case 'webhookIds': return draft.webhookIds.map((id) => nameOf(names.webhooks, id)).join(i18next.t('words.separator'));
    default: return draft[field];
  }
}

function webhookValue(webhook: Webhook, field: keyof Webhook): string {
  switch (field) {
    case 'active': return i18next.t(webhook.active ? 'words.yes' : 'words.no');
    case 'secretNumber': return i18next.t('queues.webhook.secretNumber', { number: webhook.secretNumber });
    default: return webhook[field];
  }
}

const skillsText = (value: unknown, names: Names): string => {
  const read = agentSkillsSchema.safeParse(value ?? { skills: {} });
  return read.success ? Object.entries(read.data.skills).map(([id, level]) => i18next.t('queues.demandWords', { skill: nameOf(names.skills, id), level })).join(i18next.t('words.separator')) : '';
};

/** What a change changed; none for something that was made or taken away. */
export function changedFields({ kind, before, after }: SetUpChange, names: Names): readonly ChangedField[] {
  const row = (label: string, was: string, is: string): ChangedField => ({ label, before: shown(was), after: shown(is) });
  if (kind === 'agent-skills') return [row(i18next.t('queues.levels'), skillsText(before, names), skillsText(after, names))];
  if (before === null || after === null) return [];
  /** Fields in which the drafts of both sides differ, in words; none where a side is of another shape. */
  const fields = <V, D extends object>(schema: z.ZodType<V>, draftOf: (value: V) => D, word: (field: keyof D & string) => string, value: (draft: D, field: keyof D & string) => string): readonly ChangedField[] => {
    const [was, is] = [schema.safeParse(before), schema.safeParse(after)];
    if (!was.success || !is.success) return [];
    const [one, other] = [draftOf(was.data), draftOf(is.data)];
    return differing(one, other).map((field) => row(word(field), value(one, field), value(other, field)));
  };
  switch (kind) {
    case 'queue': return fields(queueSchema, draftOfQueue, queueFieldWord, (draft, field) => queueValue(draft, field, names));
    case 'holiday': {
      const queues = (ids: readonly string[]): string => (ids.length === 0 ? i18next.t('queues.allQueues') : ids.map((id) => nameOf(names.queues, id)).join(i18next.t('words.separator')));
      return fields(holidaySchema, draftOfHoliday, holidayFieldWord, (draft, field) => (field === 'queueIds' ? queues(draft.queueIds) : draft[field]));
    }
    case 'skill': return fields(skillSchema, asItIs, (field) => i18next.t(`queues.field.${field}`), (skill, field) => (field === 'isExpert' ? i18next.t(skill.isExpert ? 'words.yes' : 'words.no') : skill[field]));
    case 'work-list': return fields(workListChangeSchema, draftOfList, listFieldWord, listValue);
    case 'floor-targets': return fields(floorTargetsSchema, asItIs, (field) => i18next.t(`queues.field.${field}`), (targets, field) => String(targets[field]));
    case 'template': return fields(templateTextSchema, draftOfTemplate, templateFieldWord, templateValue);
    case 'alert': return fields(alertRuleSchema, draftOfAlert, alertFieldWord, (draft, field) => alertValue(draft, field, names));
    case 'webhook': return fields(webhookSchema, asItIs, (field) => webhookFieldWord(field === 'secretNumber' ? 'secret' : field), webhookValue);
    case 'agent-place': return fields(agentPlaceSchema, asItIs, (field) => i18next.t(field === 'siteId' ? 'settings.accounts.site' : 'settings.accounts.team'), (where, field) => nameOf(field === 'siteId' ? names.sites : names.teams, where[field] ?? ''));
    case 'centre': return fields(centreRulesSchema, asItIs, (field) => i18next.t(`queues.field.${field}`), (rules, field) => (field === 'showsListening' ? i18next.t(rules.showsListening === false ? 'words.no' : 'words.yes') : String(rules[field])));
    case 'calling': return fields(callingRulesSchema, draftOfCalling, callingFieldWord, (draft, field) => draft[field]);
    case 'quality-sheet': {
      const [was, is] = [qualitySheetSchema.safeParse(before), qualitySheetSchema.safeParse(after)];
      if (!was.success || !is.success) return [];
      const text = ({ zh, en, group, kind, weight }: Criterion): string => [`${zh} / ${en}`, i18next.t(`coaching.group.${group}`), i18next.t(`coaching.kind.${kind}`), String(weight)].join(i18next.t('words.separator'));
      return [
        ...sheetDifferences(was.data, is.data, text).map(([one, other]) => row(i18next.t('queues.quality.criteria'), one, other)),
        ...(was.data.days === is.data.days ? [] : [row(i18next.t('queues.quality.days'), String(was.data.days), String(is.data.days))]),
      ];
    }
    case 'sites': case 'teams': {
      const [was, is] = [placeListSchema.safeParse(before), placeListSchema.safeParse(after)];
      if (!was.success || !is.success) return [];
      const text = ({ name, regionId, active }: Place): string => `${name}${regionId === null ? '' : ` · ${nameOf(names.regions, regionId)}`}${active ? '' : i18next.t('queues.pause.retired')}`;
      return placeDifferences(was.data.places, is.data.places, text).map(([one, other]) => row(i18next.t(`queues.page.${kind}`), one, other));
    }
    case 'outcomes-in': case 'outcomes-out': {
      const schema = kind === 'outcomes-in' ? inboundListSchema : outboundListSchema;
      const [was, is] = [schema.safeParse(before), schema.safeParse(after)];
      if (!was.success || !is.success) return [];
      const words = { retired: i18next.t('queues.pause.retired'), separator: i18next.t('words.separator') };
      const counts = ({ id, means }: OutcomeCode): string => (id === means ? '' : i18next.t('queues.outcome.counts', { outcome: i18next.t(`words.outcome.${means}`) }));
      return wordedDifferences(was.data.codes, is.data.codes, words, counts).map(([one, other]) => row(i18next.t(`queues.page.${kind}`), one, other));
    }
    case 'obstacles': {
      const [was, is] = [obstacleListSchema.safeParse(before), obstacleListSchema.safeParse(after)];
      if (!was.success || !is.success) return [];
      const words = { retired: i18next.t('queues.pause.retired'), separator: i18next.t('words.separator') };
      return wordedDifferences(was.data.codes, is.data.codes, words).map(([one, other]) => row(i18next.t('queues.page.obstacles'), one, other));
    }
    case 'pause-reasons': {
      const [was, is] = [pauseListSchema.safeParse(before), pauseListSchema.safeParse(after)];
      if (!was.success || !is.success) return [];
      const words = { retired: i18next.t('queues.pause.retired'), separator: i18next.t('words.separator') };
      return wordedDifferences(was.data.reasons, is.data.reasons, words).map(([one, other]) => row(i18next.t('queues.field.reasons'), one, other));
    }
  }
}

/** What a change was about, by name: 「产品800」, 「国庆」, 「李娜」. */
export function subjectOf({ kind, id, before, after }: SetUpChange, agentName: (id: string) => string | null): string {
  if (kind === 'centre') return i18next.t('queues.page.centre');
  if (kind === 'calling') return i18next.t('queues.page.calling');
  if (kind === 'pause-reasons') return i18next.t('queues.page.pauses');
  if (kind === 'sites' || kind === 'teams' || kind === 'outcomes-in' || kind === 'outcomes-out' || kind === 'obstacles') return i18next.t(`queues.page.${kind}`);
  if (kind === 'floor-targets') return i18next.t('queues.page.targets');
  if (kind === 'quality-sheet') return i18next.t('queues.page.quality');
  if (kind === 'agent-skills' || kind === 'agent-place') return agentName(id) ?? i18next.t('words.unknown');
  if (kind === 'work-list') return listWord(id);
  const value: unknown = after ?? before;
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : id;
}

/** The last change of one thing; null: nobody changed it, or not lately. */
export const lastChange = (setUp: SetUp, kind: SetUpChange['kind'], id: string): SetUpChange | null => setUp.changes.find((each) => each.kind === kind && each.id === id) ?? null;
