/** Versions a desktop tells central, and the SQL that is measured by itself: read from the product, so that both sides speak of the same. */
export const protocol = () => import('../../shared/sync/protocolVersion.ts');
export const live = () => import('../../shared/sync/liveMessages.ts');
export const popSql = () => import('../../central/store/householdFile.ts');
export const searchSql = () => import('../../central/store/searchCustomers.ts');
export const poolOf = () => import('../../central/store/pool.ts');
/** What a sign-in writes and hands out: a thousand desktops of a bench do not wait for a thousand password hashes. */
export const madeSessions = async () => ({
  ...await import('../../central/services/tokens.ts'), ...await import('../../central/store/meta.ts'), ...await import('../../central/store/deskSessions.ts'),
});
export const recordsSql = () => import('../../central/store/pull.ts');
export const courier = () => import('../../electron/sync/centralClient.ts');
/** Agents as the line's bench needs them, by the product's own hand. */
export const lineStore = async () => ({
  ...await import('../../central/store/importHouseholds.ts'), ...await import('../../central/store/inTransaction.ts'), ...await import('../../central/store/scopeMembers.ts'),
});
