import type { FloorItem } from '../../../shared/sync/floorMessages.ts';

/** What a supervisor is about to do, before they have said why. */
export type FloorHand =
  | { readonly kind: 'state' | 'message' | 'finish'; readonly agentId: string }
  /** Speaks with them about one of their calls. */
  | { readonly kind: 'coach'; readonly agentId: string }
  /** `toAgentId` null: to be chosen. */
  | { readonly kind: 'reassign'; readonly item: FloorItem; readonly toAgentId: string | null };

/** Those that end in a deed that central judges at once. */
export type DeedHand = Exclude<FloorHand, { readonly kind: 'coach' }>;

/** What of the list can be given to somebody: promises and complaints have an owner, callers and questions have none. */
export function canReassign({ kind }: Pick<FloorItem, 'kind'>): boolean {
  return kind === 'promise' || kind === 'abandoned' || kind === 'complaint' || kind === 'request';
}

/** The row of a list that has the focus, by its attribute; null: none of them. */
export function focusedRow(attribute: 'data-agent' | 'data-item-id'): string | null {
  return document.activeElement?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? null;
}
