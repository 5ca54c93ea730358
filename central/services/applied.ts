import type { Touched } from '../store/touch.ts';
import type { Refused } from './callbackRules.ts';

/** Records an op was about: the reply shows them as they stand, whether it was taken or refused. */
export type Subjects = readonly { readonly table: 'household' | 'callback' | 'notice' | 'coaching'; readonly id: string }[];

/** What an op did inside its transaction, or why it did nothing. */
export type Applied =
  | { readonly ok: true; readonly touched: readonly Touched[]; readonly subjects: Subjects }
  | { readonly ok: false; readonly refused: Refused; readonly subjects: Subjects };

export function refusedOp(refusal: Refused['refusal'], field: string, standing: string | null = null, subjects: Subjects = []): Applied {
  return { ok: false, refused: { refusal, field, standing }, subjects };
}
