import { type About, FOLLOWING, type Notice } from '../../shared/notices/notice.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { waitingOps } from './outbox.ts';

/** What the agent follows, as the notice says that stands for it. */
export interface Follow extends Pick<Notice, 'id' | 'who' | 'householdId' | 'dueAtMs' | 'zone' | 'madeAtMs'> {
  readonly about: NonNullable<Notice['about']>;
}

const isOf = (a: About, b: About): boolean => a.kind === b.kind && a.id === b.id;

/** What stands here of something whose following central has not heard of yet. */
async function waitingFollow(database: DeskDatabase, id: string, { kind, id: of }: About, madeAtMs: number): Promise<Follow> {
  const bare = { id, who: null, householdId: null, dueAtMs: null, zone: null, madeAtMs, about: { kind, id: of, title: null } };
  switch (kind) {
    case 'household': return { ...bare, householdId: of, who: (await database.households.get(of))?.file.household.name ?? null };
    case 'callback': {
      const row = (await database.callbacks.get(of))?.row;
      return row === undefined ? bare : { ...bare, who: row.customerName ?? row.householdName, householdId: row.callback.householdId, dueAtMs: row.callback.dueAtMs, zone: row.callback.zone, about: { kind, id: of, title: row.callback.purpose } };
    }
    case 'article': return { ...bare, about: { kind, id: of, title: (await database.articles.get(of))?.article.title ?? null } };
    case 'case': return bare;
  }
}

/** What this agent follows, the latest first, with what still waits to be sent laid over. */
export async function follows(database: DeskDatabase): Promise<readonly Follow[]> {
  const ops = await waitingOps(database);
  let found = (await database.notices.orderBy('madeAtMs').reverse().toArray()).flatMap(({ notice }): readonly Follow[] => (notice?.kind === FOLLOWING && notice.about ? [{ ...notice, about: notice.about }] : []));
  for (const op of ops) {
    if (op.kind === 'follow.end') found = found.filter(({ about }) => !isOf(about, op.data.about));
    else if (op.kind === 'follow.add' && !found.some(({ about }) => isOf(about, op.data.about))) found = [await waitingFollow(database, op.data.id, op.data.about, op.atMs), ...found];
  }
  return found;
}
