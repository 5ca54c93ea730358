import type { CommandName } from './commands.ts';
import type { FactName } from './facts.ts';

// Values only, no zod: the preload script imports this file and stays small.

export const commandNames = {
  'desk:ready': true, 'session:accounts': true, 'session:signIn': true, 'session:signOut': true, 'settings:read': true, 'agents:list': true, 'agents:organisation': true, 'agents:add': true, 'agents:change': true, 'agents:password': true, 'agents:signOut': true, 'household:access': true, 'household:erase': true, 'household:receipts': true, 'setup:read': true, 'setup:change': true, 'setup:undo': true, 'setup:trial': true, 'worklist:preview': true, 'callbacks:fallback': true, 'absences:list': true, 'absences:promises': true, 'absences:add': true, 'absences:end': true, 'merges:proposals': true, 'merges:compare': true, 'merges:dismiss': true, 'merges:merge': true, 'merges:list': true, 'merges:undo': true, 'reports:read': true, 'reports:mine': true, 'reports:export': true, 'dials:overruled': true, 'dials:refused': true, 'callbacks:load': true, 'settings:change': true, 'settings:takenKeys': true,
  'agent:choose': true, 'agent:hand': true, 'agent:finished': true, 'agent:reopened': true, 'links:report': true, 'links:recheck': true, 'call:answer': true, 'call:reject': true,
  'call:hangUp': true, 'call:hold': true, 'call:mute': true, 'call:keys': true, 'call:transfer': true, 'call:consult': true, 'call:consult-complete': true, 'call:consult-cancel': true, 'call:consult-join': true, 'call:dial': true, 'records:pull': true,
  'records:have': true, 'outbox:push': true, 'household:open': true, 'household:close': true, 'floor:watch': true, 'floor:act': true, 'floor:calls': true, 'floor:supervise': true, 'floor:unsupervise': true, 'floor:sheet': true, 'customers:search': true,
  'attachments:add': true, 'attachments:open': true, 'articles:list': true, 'articles:read': true, 'articles:create': true, 'articles:save': true, 'articles:move': true, 'articles:answer': true, 'articles:askers': true, 'articles:write': true, 'articles:version': true,
  'words:store': true, 'words:versions': true, 'guides:list': true, 'guides:store': true, 'guides:versions': true, 'colleagues:ask': true, 'practice:ring': true,
  'notification:show': true, 'journal:read': true, 'journal:write': true, 'desk:restart': true, 'badge:set': true, 'tray:show': true, 'window:attention': true,
} as const satisfies Record<CommandName, true>;

export const factNames = {
  'calls:changed': true, 'supervision:changed': true, 'pop:arrived': true, 'readiness:changed': true, 'session:changed': true, 'presence:changed': true,
  'queues:changed': true, 'floor:changed': true, 'records:changed': true, 'records:poked': true, 'central:changed': true, 'clock:skewed': true,
  'desktop:outdated': true, 'notification:clicked': true, 'key:pressed': true, 'power:changed': true, 'close:asked': true,
} as const satisfies Record<FactName, true>;

/** Page → main: `desk:tell` carries media answers; main → page: facts on `desk:fact`, questions on `desk:media`. */
export const FACT_CHANNEL = 'desk:fact';
export const MEDIA_CHANNEL = 'desk:media';
export const MEDIA_ANSWER_CHANNEL = 'desk:mediaAnswer';
