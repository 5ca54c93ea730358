import type { SuggestChild } from '../../shared/knowledge/suggestArticles.ts';
import { callerClass } from '../../shared/knowledge/callerClass.ts';
import { makeOp } from '../localdb/outbox.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Opened already in a call: looked at twice it counts once. Calls of long ago are let go. */
const counted = new Set<string>();
const MOST_KEPT = 500;

/** An answer was opened in a call: it counts for callers of the same class. Nothing of the family is sent, and nothing of one whose children's ages are not known. */
export function countOpening(callId: string, articleId: string, children: readonly SuggestChild[]): void {
  const key = `${callId} ${articleId}`;
  const of = callerClass(children);
  if (of === null || counted.has(key)) return;
  if (counted.size >= MOST_KEPT) counted.clear();
  counted.add(key);
  void storeOps([makeOp('opening.add', { articleId, callerClass: of }, deskClock.now())]);
}
