/** Version 2 of the sealed tables: who was erased (ids alone), and notices to this agent. */
export const erasureTables = {
  version: 2,
  stores: {
    erasures: 'id, *households, *customers, *scopes',
    notices: 'id, madeAtMs, *scopes',
  },
} as const;
