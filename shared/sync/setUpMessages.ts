import { z } from 'zod';
import { pauseReasonsSchema } from '../agents/pauseReason.ts';
import { agentPlaceSchema, placeSchema, placesSchema } from '../agents/places.ts';
import { codeSchema } from '../agents/remit.ts';
import { alertStandingSchema } from '../alerts/alertNews.ts';
import { alertRuleSchema } from '../alerts/alertRule.ts';
import { webhookChangeSchema, webhookStandingSchema } from '../alerts/webhook.ts';
import { obstaclesSchema } from '../calls/obstacle.ts';
import { inboundCodesSchema, outboundCodesSchema, outcomeBookSchema, usualOutcomes } from '../calls/outcomeCode.ts';
import { callingRulesSchema } from '../callbacks/callingRules.ts';
import { workListChangeSchema, workListSchema } from '../callbacks/workList.ts';
import { floorTargetsSchema, usualFloorTargets } from '../routing/floorTargets.ts';
import { holidaySchema } from '../routing/holidays.ts';
import { messageTemplateSchema, templateTextSchema } from '../messages/messageTemplate.ts';
import { qualitySheetSchema, usualQualitySheet } from '../coaching/qualitySheet.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { businessLineSchema } from './organisationMessages.ts';
import { agentSkillsSchema, holidaysSchema, queueSchema, queuesSchema, skillSchema } from './queueMessages.ts';
import { policySchema } from './sessionMessages.ts';

/** Rules of the whole centre. */
export const centreRulesSchema = policySchema.pick({ wrapUpSeconds: true, ringSeconds: true }).extend({
  /** Whether agents are told that a supervisor listens to them. Absent from an older desktop or central: as it stands. */
  showsListening: z.boolean().optional(),
});
export type CentreRules = z.infer<typeof centreRulesSchema>;

/** Why agents may pause: the whole list, in its order. */
export const pauseListSchema = z.object({ reasons: pauseReasonsSchema });

/** How calls may be said to have ended: all codes of callers, or of calls to customers, in the order of their keys. */
export const inboundListSchema = z.object({ codes: inboundCodesSchema });
export const outboundListSchema = z.object({ codes: outboundCodesSchema });

/** What may be in customers' way: all codes, in the order of their keys. */
export const obstacleListSchema = z.object({ codes: obstaclesSchema });

/** All sites, or all teams. */
export const placeListSchema = z.object({ places: placesSchema });

/** One thing of how the floor is run, as it is from now on. A holiday of null: these days are like any others. */
export const setUpItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), id: codeSchema, value: queueSchema }),
  z.object({ kind: z.literal('holiday'), id: codeSchema, value: holidaySchema.nullable() }),
  z.object({ kind: z.literal('skill'), id: codeSchema, value: skillSchema }),
  z.object({ kind: z.literal('agent-skills'), id: z.uuid(), value: agentSkillsSchema }),
  z.object({ kind: z.literal('floor-targets'), id: z.literal('floor'), value: floorTargetsSchema }),
  z.object({ kind: z.literal('template'), id: z.uuid(), value: templateTextSchema }),
  z.object({ kind: z.literal('centre'), id: z.literal('centre'), value: centreRulesSchema }),
  z.object({ kind: z.literal('calling'), id: z.literal('calling'), value: callingRulesSchema }),
  z.object({ kind: z.literal('pause-reasons'), id: z.literal('pause-reasons'), value: pauseListSchema }),
  z.object({ kind: z.literal('outcomes-in'), id: z.literal('outcomes-in'), value: inboundListSchema }),
  z.object({ kind: z.literal('outcomes-out'), id: z.literal('outcomes-out'), value: outboundListSchema }),
  z.object({ kind: z.literal('obstacles'), id: z.literal('obstacles'), value: obstacleListSchema }),
  z.object({ kind: z.literal('quality-sheet'), id: z.literal('quality-sheet'), value: qualitySheetSchema }),
  z.object({ kind: z.literal('work-list'), id: codeSchema, value: workListChangeSchema }),
  z.object({ kind: z.literal('sites'), id: z.literal('sites'), value: placeListSchema }),
  z.object({ kind: z.literal('teams'), id: z.literal('teams'), value: placeListSchema }),
  z.object({ kind: z.literal('agent-place'), id: z.uuid(), value: agentPlaceSchema }),
  z.object({ kind: z.literal('alert'), id: codeSchema, value: alertRuleSchema }),
  z.object({ kind: z.literal('webhook'), id: codeSchema, value: webhookChangeSchema }),
]);
export type SetUpItem = z.infer<typeof setUpItemSchema>;
export type SetUpKind = SetUpItem['kind'];
export const setUpKinds = ['queue', 'holiday', 'skill', 'agent-skills', 'template', 'centre', 'calling', 'pause-reasons', 'outcomes-in', 'outcomes-out', 'obstacles', 'work-list', 'floor-targets', 'alert', 'webhook', 'quality-sheet', 'sites', 'teams', 'agent-place'] as const satisfies readonly SetUpKind[];

/** `PUT /set-up`: refused with 'changed-meanwhile' and the name of whoever did, when the thing is not of that version any more. */
export const changeSetUpSchema = z.object({ item: setUpItemSchema, basedOn: z.number().int().min(0) });

/** `POST /set-up/undo`: takes back the change that made this version, if it is the last one. */
export const undoSetUpSchema = z.object({ kind: z.enum(setUpKinds), id: z.string().min(1).max(60), version: z.number().int().min(1) });

const setUpChangeSchema = z.object({
  kind: z.enum(setUpKinds),
  id: z.string(),
  version: z.number().int(),
  atMs: utcMsSchema,
  byName: z.string(),
  /** In the shape the item had then; null: it was not there. */
  before: z.unknown(),
  after: z.unknown(),
  /** The version that was taken back. */
  undoes: z.number().int().nullable(),
});
export type SetUpChange = z.infer<typeof setUpChangeSchema>;

/** `GET /set-up`: how the floor is run, for supervisors and administrators. */
export const setUpSchema = queuesSchema.extend({
  holidays: holidaysSchema,
  centre: centreRulesSchema,
  calling: callingRulesSchema,
  pauseReasons: pauseReasonsSchema,
  /** How calls may be said to have ended; absent from an older central. */
  outcomeCodes: outcomeBookSchema.default({ in: [...usualOutcomes.in], out: [...usualOutcomes.out] }),
  /** What may be in customers' way; absent from an older central. */
  obstacles: obstaclesSchema.default([]),
  workLists: z.array(workListSchema).default([]),
  /** Absent from an older central. */
  floorTargets: floorTargetsSchema.default(usualFloorTargets),
  /** Alerts on figures of the floor, by name; absent from an older central, as the webhooks they are told to. */
  alerts: z.array(alertStandingSchema).default([]),
  webhooks: z.array(webhookStandingSchema).default([]),
  /** What calls are scored by; absent from an older central. */
  qualitySheet: qualitySheetSchema.default(usualQualitySheet),
  /** Where colleagues sit, under whom they work, and the regions a site may be of; absent from an older central. */
  sites: z.array(placeSchema).default([]),
  teams: z.array(placeSchema).default([]),
  regions: z.array(z.object({ id: codeSchema, name: z.string() })).default([]),
  /** Texts that go to customers, retired ones too, by name. */
  templates: z.array(messageTemplateSchema),
  businessLines: z.array(businessLineSchema.extend({ id: codeSchema })),
  /** Of whatever was ever changed, by `kind:id`; all else is of version 0. */
  versions: z.record(z.string(), z.number().int()),
  /** The last changes of all, latest first. */
  changes: z.array(setUpChangeSchema),
});
export type SetUp = z.infer<typeof setUpSchema>;

export const versionOf = (setUp: Pick<SetUp, 'versions'>, kind: SetUpKind, id: string): number => setUp.versions[`${kind}:${id}`] ?? 0;
