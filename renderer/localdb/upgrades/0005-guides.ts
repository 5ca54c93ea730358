/** Version 4 of the sealed tables: what to say in a talk, and which answers are opened for which class of callers. */
export const guideTables = {
  version: 4,
  stores: {
    guides: 'id, *scopes',
    openings: 'id, *scopes',
  },
} as const;
