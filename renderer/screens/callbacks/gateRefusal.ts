import { i18next } from '../../language/i18n.ts';

/** Why the gate, here or at central, did not let a dial pass, in one sentence: its own word says more than that it refused. Null: it was not the gate. */
export function gateRefusal({ refusal, detail }: { readonly refusal: string; readonly detail?: string | null }): string | null {
  const key = `callbacks.gate.refusal.${detail ?? ''}`;
  return refusal === 'no-reason' && i18next.exists(key) ? i18next.t('calls.mayNot', { reason: i18next.t(key as 'callbacks.gate.refusal.opted-out') }) : null;
}
