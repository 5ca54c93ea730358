import { v7 } from 'uuid';
import type { Callback, CallbackRow } from '../../shared/callbacks/callback.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { Interaction } from '../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { DeskSession } from '../../shared/ipc/commands.ts';
import type { DeskSettings } from '../../shared/settings/deskSettings.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';

/** Thursday 2026-11-19 14:38 in Shanghai. */
export const SAMPLE_NOW_MS = Date.UTC(2026, 10, 19, 6, 38);

export const SAMPLE_STORE_KEY = btoa('a key of thirty-two bytes for us');

export function sampleSession(over: Partial<DeskSession['agent']> = {}): DeskSession {
  return {
    agent: { id: v7(), number: '1036', name: '王倩', extension: '8036', role: 'agent', team: '母婴', site: '广州', active: true, ...over },
    policy: { wrapUpSeconds: 60, ringSeconds: 20, callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [120, 1440], zone: 'Asia/Shanghai' },
    demo: true, lineKind: 'practice', clockSkewMs: 0, storeKey: SAMPLE_STORE_KEY, offline: false,
  };
}

export function sampleSettings(over: Partial<DeskSettings> = {}): DeskSettings {
  return {
    deviceId: v7(), centralUrl: 'http://127.0.0.1:8700', language: 'zh-CN', theme: 'light', textSize: 100, microphoneId: null, speakerId: null, ringerId: null,
    ringVolume: 0.8, globalKeys: [], keys: {}, lastAgentNumber: null, ...over,
  };
}

/** 陈女士家: mother and grandmother behind one landline, a girl of five months. */
export function sampleHousehold(over: Partial<HouseholdFile> = {}): HouseholdFile {
  const id = v7();
  const mother = v7();
  return {
    household: {
      id, name: '陈女士家', city: '广州', address: '天河区棠下涌东路 18 号', zone: 'Asia/Shanghai', tier: 'A', relationClass: 'own', brand: '优安', source: 'lecture',
      sourceDetail: '2026-03 天河', phoneConsentUntilMs: SAMPLE_NOW_MS + 120 * DAY_MS, createdAtMs: SAMPLE_NOW_MS - 300 * DAY_MS,
    },
    phones: [{ id: v7(), number: '+862085550143', extension: null, kind: 'landline', customerId: null }],
    customers: [
      { id: mother, householdId: id, name: '陈晓雯', relation: 'mother', tier: 'A', language: 'cantonese', birthday: null, channelAttitude: { sms: 'refuse' }, bestHours: '10–12点', interests: ['早教音乐'], remark: null },
      { id: v7(), householdId: id, name: '黄玉兰', relation: 'maternal-grandmother', tier: 'A', language: 'cantonese', birthday: null, channelAttitude: {}, bestHours: null, interests: [], remark: null },
    ],
    children: [{ id: v7(), householdId: id, name: '小满', sex: 'girl', birthDate: '2026-06-08', dueDate: null, hospital: '市妇幼', feeding: 'mixed', product: '优安1段', remark: null }],
    callbacks: [], commitments: [], cases: [], purchases: [], purchaseCount: 0, questions: [], interactions: [], interactionCount: 0,
    asOfMs: SAMPLE_NOW_MS,
    ...over,
  };
}

export function sampleCallback(over: Partial<Callback> = {}): Callback {
  return {
    id: v7(), householdId: v7(), customerId: null, number: '+862085550143', dueAtMs: SAMPLE_NOW_MS + 22 * 60_000, zone: 'Asia/Shanghai', windowMinutes: 15,
    purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: null, state: 'open', attempts: 0, maxAttempts: 3, agreedText: '今天下午3点 找妈妈 问转奶',
    agreedInInteractionId: null, agreedByAgentId: null, agreedAtMs: SAMPLE_NOW_MS - DAY_MS, closedReason: null, ...over,
  };
}

export function sampleCallbackRow(over: Partial<Callback> = {}): CallbackRow {
  return {
    callback: sampleCallback(over), householdName: '陈女士家', customerName: '陈晓雯', relation: 'mother', tier: 'A', language: 'cantonese',
    children: [{ birthDate: '2026-06-08', dueDate: null }], last: null, ownerName: null,
  };
}

export function sampleInteraction(over: Partial<Interaction> = {}): Interaction {
  return {
    id: v7(), householdId: v7(), customerId: null, kind: 'call-in', callId: v7(), number: '+862085550143', dialled: '+868008201234', queue: '母婴800',
    startedAtMs: SAMPLE_NOW_MS - DAY_MS, talkSeconds: 372, endReason: 'hung-up', hungUpBy: 'customer', outcome: 'answered', note: '转奶拉肚子', agentId: null, agentName: '王倩',
    callbackId: null, articlesUsed: [], outcomeCode: null, obstacle: null, opinions: null, recordedAtMs: SAMPLE_NOW_MS - DAY_MS, ...over,
  };
}

/** An incoming call that rings. */
export function sampleCall(over: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: v7(), direction: 'in', state: 'ringing', number: '02085550143', storedNumber: '+862085550143', withheld: false, identitySource: 'asserted', displayName: null,
    dialled: '8008201234', queue: '母婴800', waitedSeconds: 18, keys: '2', transferredBy: null, autoAnswer: false, ringUntilMs: SAMPLE_NOW_MS + 20_000, startedAtMs: SAMPLE_NOW_MS, answeredAtMs: null, endedAtMs: null,
    endReason: null, hungUpBy: null, failureCode: null, muted: false, heldByUs: false, heldByThem: false, callbackId: null, householdId: null, customerId: null,
    consultFor: null, consultAbout: null, joined: false, customerHears: false, ...over,
  };
}
