import type { OpData } from '../../shared/sync/pushMessages.ts';
import { countOpening } from '../store/openings.ts';
import type { Connection } from '../store/pool.ts';
import { type Applied, refusedOp } from './applied.ts';
import { ALL } from './deskScopes.ts';

/** An answer was opened for a caller of a class: one more in its count. */
export async function countOpeningOp(client: Connection, { articleId, callerClass }: OpData<'opening.add'>): Promise<Applied> {
  const counted = await countOpening(client, callerClass, articleId);
  if (counted === null) return refusedOp('not-found', 'articleId');
  return { ok: true, touched: counted.due ? [{ scope: ALL, tbl: 'opening', id: counted.id }] : [], subjects: [] };
}
