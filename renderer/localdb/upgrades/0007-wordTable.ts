/** Version 6 of the sealed tables: what editors tell the search about words. */
export const wordTables = {
  version: 6,
  stores: {
    wordTables: 'id, *scopes',
  },
} as const;
