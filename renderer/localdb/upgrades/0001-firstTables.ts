/**
 * Version 1: the mirror (households, callbacks, articles, agents), its cursors, and what only this desktop holds
 * (outbox, drafts, call log). Shipped versions are never edited: a change is a new file beside this one.
 */
export const firstTables = {
  version: 1,
  stores: {
    households: 'id, *numbers, *scopes, touchedAtMs',
    callbacks: 'id, dueAtMs, ownerAgentId, state, householdId, *scopes',
    articles: 'id, *scopes',
    agents: 'id, *scopes',
    cursors: 'scope',
    meta: 'key',
    outbox: '++seq, &id, state',
    drafts: 'callId, updatedAtMs',
    callLog: 'callId, startedAtMs, state',
  },
} as const;
