import type { Refusal } from '../../shared/sync/sessionMessages.ts';

/** A refusal with its HTTP status. Refusals are values; only the route that answers turns one into a reply. */
export interface HttpRefusal {
  readonly status: number;
  readonly body: Refusal;
}

export function refuse(status: number, refusal: string, field: string | null = null, detail: string | null = null): HttpRefusal {
  return { status, body: { refusal, field, detail } };
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refused: HttpRefusal };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (refusal: HttpRefusal): { readonly ok: false; readonly refused: HttpRefusal } => ({ ok: false, refused: refusal });
