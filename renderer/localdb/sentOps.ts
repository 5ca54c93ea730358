/*
 * Ops that were handed to main and not answered yet: central may have them or not. Known to this page only; whoever asks
 * (an undo within seconds) lives no longer than it does.
 */
const sent = new Set<string>();

/** @returns those that were not on their way before: only of these can one attempt say that they never left. */
export function markSent(opIds: readonly string[]): readonly string[] {
  const fresh = opIds.filter((id) => !sent.has(id));
  for (const id of fresh) sent.add(id);
  return fresh;
}

/** They were answered, or it is certain that they never left. */
export function forgetSent(opIds: readonly string[]): void {
  for (const id of opIds) sent.delete(id);
}

/** True while central may have an op that still stands in the outbox. */
export function maybeSent(opId: string): boolean {
  return sent.has(opId);
}
