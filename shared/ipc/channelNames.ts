import type { CommandName } from './commands.ts';
import type { FactName } from './facts.ts';

// Values only, no zod: the preload script imports this file and stays small.

export const commandNames = {
  'desk:ready': true, 'session:accounts': true, 'session:signIn': true, 'session:signOut': true, 'settings:read': true, 'agents:list': true, 'agents:organisation': true, 'agents:add': true, 'agents:change': true, 'agents:password': true, 'agents:signOut': true, 'household:access': true, 'household:erase': true, 'household:receipts': true, 'merges:proposals': true, 'merges:compare': true, 'merges:dismiss': true, 'merges:merge': true, 'merges:list': true, 'merges:undo': true, 'settings:change': true,
  'agent:choose': true, 'agent:finished': true, 'agent:reopened': true, 'links:report': true, 'links:recheck': true, 'call:answer': true, 'call:reject': true,
  'call:hangUp': true, 'call:hold': true, 'call:mute': true, 'call:keys': true, 'call:transfer': true, 'call:dial': true, 'records:pull': true,
  'records:have': true, 'outbox:push': true, 'household:open': true, 'household:close': true, 'customers:search': true, 'colleagues:ask': true, 'practice:ring': true,
  'notification:show': true, 'badge:set': true, 'window:attention': true,
} as const satisfies Record<CommandName, true>;

export const factNames = {
  'calls:changed': true, 'pop:arrived': true, 'readiness:changed': true, 'session:changed': true, 'presence:changed': true,
  'queues:changed': true, 'records:changed': true, 'records:poked': true, 'central:changed': true, 'clock:skewed': true,
  'desktop:outdated': true, 'notification:clicked': true, 'key:pressed': true, 'power:changed': true, 'close:asked': true,
} as const satisfies Record<FactName, true>;

/** Page → main: `desk:tell` carries media answers; main → page: facts on `desk:fact`, questions on `desk:media`. */
export const FACT_CHANNEL = 'desk:fact';
export const MEDIA_CHANNEL = 'desk:media';
export const MEDIA_ANSWER_CHANNEL = 'desk:mediaAnswer';
