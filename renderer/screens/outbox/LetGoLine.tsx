import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { forgetOp } from '../../actions/settleRefusedOp.ts';
import { formatMoment } from '../../language/format.ts';
import type { OutboxRow } from '../../localdb/rows.ts';
import { CopyText } from './CopyText.tsx';
import { useOpWords } from './useOpWords.ts';
import './outbox.css';

/** What the agent let go: never sent, its words still here to be copied. */
export function LetGoLine({ row, nowMs, zone }: { readonly row: OutboxRow; readonly nowMs: UtcMs; readonly zone: string }): ReactNode {
  const { t } = useTranslation();
  const { words } = useOpWords(row.op, nowMs, zone);
  const { seq } = row;
  return (
    <li className="ob-gone" data-testid="let-go">
      <span className="set-soft">{formatMoment(row.addedAtMs, zone, nowMs)}</span>
      <b>{t(`settings.op.${row.op.kind}`)}</b>
      <CopyText text={words} />
      {seq === undefined ? null : <Button size="small" onClick={() => { void forgetOp(seq); }} data-testid="let-go-forget">{t('outbox.letGo.forget')}</Button>}
    </li>
  );
}
