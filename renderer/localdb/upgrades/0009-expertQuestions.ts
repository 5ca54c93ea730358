/** Version 8 of the sealed tables: questions to experts. */
export const expertQuestionTables = {
  version: 8,
  stores: {
    expertQuestions: 'id, householdId, *scopes',
  },
} as const;
