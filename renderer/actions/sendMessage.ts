import type { MessageToSend } from '../../shared/messages/message.ts';
import { maskCards } from '../../shared/language/maskCards.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Asks central to send a message as the agent has read it. Without central it waits in the outbox, and goes when there is one again. */
export function sendMessage(message: Omit<MessageToSend, 'id'>): Promise<StoreOutcome> {
  const values = Object.fromEntries(Object.entries(message.values).map(([placeholder, value]) => [placeholder, maskCards(value)]));
  return storeOps([makeOp('message.add', { message: { ...message, values, id: newId() } }, deskClock.now())]);
}
