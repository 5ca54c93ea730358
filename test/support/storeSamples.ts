import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../shared/agents/agent.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import type { Interaction } from '../../shared/calls/interaction.ts';
import type { Child } from '../../shared/customers/child.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import type { Household } from '../../shared/customers/household.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { Op, OpData, OpKind } from '../../shared/sync/pushMessages.ts';

/** Saturday 21 November 2026, 10:00 in Shanghai. */
export const SATURDAY_TEN = Date.UTC(2026, 10, 21, 2, 0);

export const PASSWORD = 'cloud-7-bottle';

let lastNumber = 8100;
export function sampleAgent(over: Partial<Agent> = {}): Omit<Agent, 'active'> & { readonly password: string } {
  const number = String(++lastNumber);
  return { id: uuidv7(), number, name: `坐席${number}`, extension: number, role: 'agent', team: '一组', site: '上海', password: PASSWORD, ...over };
}

export function sampleHousehold(over: Partial<Household> = {}): Household {
  return {
    id: uuidv7(), name: '陈女士家', city: '上海', address: null, zone: 'Asia/Shanghai', tier: 'B', relationClass: 'own', brand: '优安',
    source: 'call-800', sourceDetail: null, phoneConsentUntilMs: null, createdAtMs: SATURDAY_TEN, ...over,
  };
}

export function sampleCustomer(householdId: string, over: Partial<Customer> = {}): Customer {
  return {
    id: uuidv7(), householdId, name: '陈静', relation: 'mother', tier: 'B', language: 'putonghua', birthday: '1994-05-02',
    channelAttitude: { phone: 'prefer', sms: 'refuse' }, bestHours: '10–12点', interests: ['烘焙'], remark: null, email: null, ...over,
  };
}

export function sampleChild(householdId: string, over: Partial<Child> = {}): Child {
  return {
    id: uuidv7(), householdId, name: '王梓涵', sex: 'girl', birthDate: '2026-08-01', dueDate: null, hospital: null, feeding: 'mixed', product: '优安1段', remark: null, ...over,
  };
}

export function samplePhone(number: string, over: Partial<Phone> = {}): Phone {
  return { id: uuidv7(), number, extension: null, kind: 'mobile', customerId: null, ...over };
}

export function sampleInteraction(householdId: string, over: Partial<Interaction> = {}): Interaction {
  return {
    id: uuidv7(), householdId, customerId: null, kind: 'call-in', callId: uuidv7(), number: '+862161234567', dialled: '8008201234', queue: '母婴800',
    startedAtMs: SATURDAY_TEN, talkSeconds: 95, endReason: 'hung-up', hungUpBy: 'customer', outcome: 'answered', note: '问转奶', agentId: null, agentName: '',
    callbackId: null, articlesUsed: [], outcomeCode: null, obstacle: null, opinions: null, recordedAtMs: SATURDAY_TEN, ...over,
  };
}

export function sampleCallback(householdId: string, over: Partial<Callback> = {}): Callback {
  return {
    id: uuidv7(), householdId, customerId: null, number: '+862161234567', dueAtMs: SATURDAY_TEN + 86_400_000, zone: 'Asia/Shanghai', windowMinutes: 15,
    purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: null, state: 'open', attempts: 0, maxAttempts: 3, agreedText: '明天上午10点 问转奶',
    agreedInInteractionId: null, agreedByAgentId: null, agreedAtMs: SATURDAY_TEN, closedReason: null, ...over,
  };
}

export function sampleArticle(over: Partial<Article> = {}): Article {
  return {
    id: uuidv7(), language: 'zh-CN', topic: 'feeding', title: '新生儿一天吃几次', similarQuestions: ['多久喂一次'], say: '按需喂养。', body: '按需喂养，每天8到12次。',
    facts: ['每天8到12次'], sourceKinds: ['儿科指南'], seeDoctor: '尿量明显减少时就医。', stage: { fromMonth: 0, toMonth: 3 }, feeding: ['breast'], seasons: [],
    version: 1, state: 'published', updatedAtMs: SATURDAY_TEN, ...over,
  };
}

export function sampleOp<K extends OpKind>(kind: K, data: OpData<K>, over: { readonly id?: string; readonly atMs?: number } = {}): Op {
  return { id: uuidv7(), v: 1, atMs: SATURDAY_TEN, ...over, kind, data } as unknown as Op;
}
