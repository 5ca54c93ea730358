import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import type { OutboxRow } from '../../localdb/rows.ts';

/** What central answers with in place of a name. */
const standingCodes = ['open', 'done', 'cancelled', 'answered', 'closed', 'kept', 'broken', 'opted-out', 'not-theirs', 'theirs', 'mistake', 'lost', 'child-lost'] as const;
const codeOf = (text: string | null): (typeof standingCodes)[number] | undefined => standingCodes.find((each) => each === text);

/** Central's word for what stands: a state in words, or the name it gave; null when it gave none. */
function toldWords({ standing }: OutboxRow): string | null {
  const code = codeOf(standing);
  return code === undefined ? standing : i18next.t(`settings.sync.code.${code}`);
}

/** What stands in the store instead: central's word, and the callback as this desktop knows it by now; '' when nothing is known. */
export function standingWords(row: OutboxRow, callback: CallbackRow | null, nowMs: UtcMs): string {
  // Whose it is central says itself; the row here may not have heard of it yet.
  const told = row.refusal === 'already-claimed' || row.refusal === 'not-owner' ? row.standing : null;
  const known = callback === null ? null : i18next.t('settings.sync.callback', {
    when: formatAgreed(callback.callback.dueAtMs, callback.callback.zone, nowMs), purpose: callback.callback.purpose, owner: told ?? callback.ownerName ?? i18next.t('settings.sync.nobody'),
  });
  if (told !== null && known !== null) return known;
  return [toldWords(row), known].filter((part) => part !== null).join(i18next.t('words.separator'));
}

/** Why central did not take it, in one sentence. */
export function whySentence(row: OutboxRow): string {
  const refusal = row.refusal ?? 'bad-op';
  if (row.standing === 'opted-out') return i18next.t('outbox.why.opted-out');
  if (row.standing === 'not-theirs') return i18next.t('outbox.why.not-theirs');
  if (row.standing === 'child-lost') return i18next.t('outbox.why.child-lost');
  if (row.op.kind === 'child.patch' && (row.standing === 'mistake' || row.standing === 'lost')) return i18next.t('outbox.why.child-left');
  const told = toldWords(row);
  if ((refusal === 'already-claimed' || refusal === 'not-owner' || refusal === 'already-closed') && told !== null) return i18next.t(`outbox.whyBy.${refusal}`, { standing: told });
  return i18next.t(`outbox.why.${refusal}`);
}
