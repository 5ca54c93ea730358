/** Versions a desktop tells central, and the SQL that is measured by itself: read from the product, so that both sides speak of the same. */
export const protocol = () => import('../../shared/sync/protocolVersion.ts');
export const popSql = () => import('../../central/store/householdFile.ts');
export const searchSql = () => import('../../central/store/searchCustomers.ts');
export const poolOf = () => import('../../central/store/pool.ts');
