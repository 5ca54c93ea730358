import { plainTexts } from '../../shared/language/plainText.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { newId } from '../localdb/newId.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { courier } from './openDesk.ts';

/** Central refused it; the agent says send it again. It goes as a new op: the old one's answer is final. */
export async function resendOp(seq: number): Promise<StoreOutcome> {
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, async () => {
    const row = await database.outbox.get(seq);
    if (row?.state !== 'refused') return null;
    const op = { ...plainTexts(row.op), id: newId() };
    await database.outbox.put({ ...row, id: op.id, op, state: 'waiting', refusal: null, field: null, standing: null });
    return null;
  }));
  if (stored.ok) courier()?.push();
  return stored;
}

/** Central refused it; the agent lets it go. */
export function discardOp(seq: number): Promise<StoreOutcome> {
  return writeDesk((database) => database.outbox.where({ seq }).filter((row) => row.state === 'refused').delete().then(() => null));
}
