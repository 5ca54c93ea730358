import type { Queue } from '../../shared/sync/queueMessages.ts';
import { queueRulesSchema } from '../../shared/routing/queueRules.ts';

const nineToSix = [{ fromMinute: 540, toMinute: 1080 }];

/** Skills beside the languages, which come with the migrations. */
export const demoSkills: Readonly<Record<string, string>> = { feeding: '喂养', complaint: '投诉处理', expert: '专家咨询' };

/** By agent number: what each is good at. Those in Guangzhou speak Cantonese. */
export const demoAgentSkills: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  1001: { feeding: 3, shanghainese: 4 }, 1002: { feeding: 2, shanghainese: 5 }, 1003: { feeding: 2, sichuanese: 4 }, 1004: { complaint: 4, feeding: 3 },
  1005: { cantonese: 5, feeding: 3 }, 1006: { cantonese: 5, hokkien: 3 }, 1007: { cantonese: 4, hakka: 4, feeding: 2 }, 1008: { cantonese: 5, expert: 5, feeding: 5 },
};

/**
 * The queues of the demo. The two 800 lines are open round the clock, so that whoever tries it at night finds somebody waiting;
 * the experts' line shows the rest: hours, a skill that is asked for, an end to the wait.
 */
export const demoQueues: Readonly<Record<string, Queue>> = {
  'mother-baby': {
    name: '母婴800', place: 1, businessLineId: 'mother-baby', numbers: ['8008201234', '4008201234'],
    rules: queueRulesSchema.parse({ lastAgentSeconds: 5, overflow: { afterSeconds: 60, queueId: 'product' } }),
  },
  product: {
    name: '产品800', place: 2, businessLineId: 'product', numbers: ['8008205678'], rules: queueRulesSchema.parse({ lastAgentSeconds: 5, overflow: { afterSeconds: 60, queueId: 'mother-baby' } }),
  },
  expert: {
    name: '专家咨询', place: 3, businessLineId: 'mother-baby', numbers: ['4008209999'],
    rules: queueRulesSchema.parse({
      hours: { zone: 'Asia/Shanghai', week: { 1: nineToSix, 2: nineToSix, 3: nineToSix, 4: nineToSix, 5: nineToSix }, days: { '2027-01-01': [], '2027-10-01': [] } },
      demands: [{ skillId: 'expert', level: 3 }], maxWaiting: 20, maxWaitSeconds: 900,
    }),
  },
};
