/**
 * Version 3 of the sealed tables: callbacks without two indexes that nothing looked up by. Each index costs a fifth of
 * what writing a row costs (measured: docs/benchmarks.md), and what it holds cannot be sealed.
 */
export const fewerIndexes = {
  version: 3,
  stores: {
    callbacks: 'id, state, householdId, *scopes',
  },
} as const;
