import { type Webhook, type WebhookChange, webhookSecretSchema, webhookUrlFault } from '../../../shared/alerts/webhook.ts';
import { type Fault, type Faults, nameFault } from './draftFaults.ts';

/** An address for alerts as it is typed. */
export interface WebhookDraft {
  readonly name: string;
  readonly url: string;
  /** '': it signs with what it has. */
  readonly secret: string;
  readonly active: boolean;
}
export type WebhookField = keyof WebhookDraft;

export const emptyWebhook: WebhookDraft = { name: '', url: '', secret: '', active: true };
export const draftOfWebhook = ({ name, url, active }: Webhook): WebhookDraft => ({ name, url, active, secret: '' });

/** 32 random bytes, in letters that any program takes. */
export function newSecret(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export type ReadWebhook = { readonly ok: true; readonly value: WebhookChange } | { readonly ok: false; readonly faults: Faults<WebhookField> };

/**
 * The address that was typed, or what is wrong with which field.
 *
 * @param secretNumber of the secret it has; 0: none.
 * @param mayBeHere outside production, plain http to this machine is allowed.
 */
export function readWebhookDraft(draft: WebhookDraft, secretNumber: number, mayBeHere: boolean): ReadWebhook {
  const faults: Partial<Record<WebhookField, Fault>> = {};
  const name = nameFault(draft.name);
  if (name !== null) faults.name = name;
  const url = draft.url.trim();
  const wrong = webhookUrlFault(url, mayBeHere);
  if (url === '') faults.url = { key: 'required' };
  else if (wrong !== null) faults.url = { key: wrong };
  else if (url.length > 500) faults.url = { key: 'tooLong', values: { most: 500 } };
  const secret = draft.secret.trim();
  if (secret === '' && secretNumber === 0) faults.secret = { key: 'required' };
  else if (secret !== '' && !webhookSecretSchema.safeParse(secret).success) faults.secret = { key: 'secret' };
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return { ok: true, value: { name: draft.name.trim(), url, active: draft.active, secretNumber, ...(secret === '' ? {} : { secret }) } };
}
