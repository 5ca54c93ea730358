import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { forgetOp } from '../../actions/settleRefusedOp.ts';
import { showScreen } from '../../state/usePanelStore.ts';
import type { OutboxRow } from '../../localdb/rows.ts';

const callbackKinds = ['callback.claim', 'callback.reschedule', 'callback.handover', 'callback.cancel'] as const;

function callbackIdOf(row: OutboxRow): string | null {
  const { op } = row;
  return (callbackKinds as readonly string[]).includes(op.kind) && 'callbackId' in op.data ? op.data.callbackId : null;
}

/** What central would not do with callbacks, each in one sentence with what stands instead: a claim names the quicker colleague. */
export function RefusedOps({ outbox, rows }: { readonly outbox: readonly OutboxRow[]; readonly rows: readonly CallbackRow[] }): ReactNode {
  const { t } = useTranslation();
  return outbox.map((entry) => {
    const callbackId = callbackIdOf(entry);
    const { seq } = entry;
    if (entry.state !== 'refused' || callbackId === null || seq === undefined) return null;
    const who = rows.find((row) => row.callback.id === callbackId)?.householdName ?? entry.about ?? t('callbacks.refused.thisCallback');
    const what = entry.refusal === 'already-claimed'
      ? t('callbacks.refused.claimed', { who, owner: entry.standing ?? t('callbacks.gate.colleague') })
      : t('callbacks.refused.other', { who, reason: t(`words.refusal.${entry.refusal ?? 'bad-op'}`), standing: entry.standing ?? '' });
    return (
      <p key={entry.id} className="cb-bar cb-bar-bad" role="alert" data-testid="refused-op">
        <WarningFilled aria-hidden /> <span>{what}</span>
        {entry.op.kind === 'callback.claim'
          ? <Button size="small" onClick={() => { void forgetOp(seq); }}>{t('callbacks.refused.seen')}</Button>
          : <Button size="small" onClick={() => { showScreen('settings'); }}>{t('outbox.settle')}</Button>}
      </p>
    );
  });
}
