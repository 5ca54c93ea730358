import { CheckOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { canRenew, keepAsNew, letGoOp, resendOp } from '../../actions/settleRefusedOp.ts';
import { formatTimeToSecond } from '../../language/format.ts';
import { REPEATED_FAULTS, usePushFaults } from '../../localdb/pushFaults.ts';
import type { OutboxRow } from '../../localdb/rows.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { CopyText } from './CopyText.tsx';
import { standingWords, whySentence } from './refusalWords.ts';
import { useOpWords } from './useOpWords.ts';
import './outbox.css';

interface Props {
  readonly row: OutboxRow;
  readonly nowMs: UtcMs;
  readonly zone: string;
}

/** Lets it go after asking: its words stay to be copied. */
function LetGo({ seq, kind, words, label }: { readonly seq: number; readonly kind: string; readonly words: string; readonly label: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Popconfirm title={t('settings.sync.discardTitle')} description={<span className="ob-ask">{t('outbox.letGo.ask', { what: kind })}{words === '' ? null : <CopyText text={words} />}</span>} okText={t('settings.sync.discard')} cancelText={t('words.cancel')} onConfirm={() => { void letGoOp(seq); }}>
      <Button size="small" danger data-testid="op-discard">{label}</Button>
    </Popconfirm>
  );
}

/** Refusals in which somebody else's deed stands: going with it is one of the answers. */
const theirs: readonly OutboxRow['refusal'][] = ['already-claimed', 'already-closed', 'not-owner', 'conflict'];

function Choices({ row, words, nowMs, callback }: Pick<Props, 'row' | 'nowMs'> & ReturnType<typeof useOpWords>): ReactNode {
  const { t } = useTranslation();
  const me = useSessionStore((state) => state.session?.agent.id) ?? '';
  const { seq } = row;
  const kind = t(`settings.op.${row.op.kind}`);
  const standing = standingWords(row, callback, nowMs);
  const isTheirs = theirs.includes(row.refusal) && row.standing !== 'opted-out';
  if (seq === undefined) return null;
  return (
    <div className="ob-more">
      <p className="ob-why" data-testid="op-why">{whySentence(row)}</p>
      <dl className="ob-sides">
        <div><dt>{t('outbox.theirs')}</dt><dd data-testid="op-standing">{standing === '' ? t('outbox.notTold') : standing}</dd></div>
        <div><dt>{t('outbox.mine')}</dt><dd>{words === '' ? kind : `${kind}${t('words.separator')}${words}`}</dd></div>
      </dl>
      {row.refusal !== 'bad-op' || row.field === null || row.field === '' ? null : <p className="set-soft">{t('settings.sync.field', { field: row.field })}</p>}
      <p className="ob-buttons">
        {isTheirs ? <LetGo seq={seq} kind={kind} words={words} label={t('outbox.takeTheirs')} /> : null}
        {canRenew(row, callback?.callback ?? null) ? <Button size="small" onClick={() => { void keepAsNew(seq, me); }} data-testid="op-renew">{t(row.op.kind === 'callback.reschedule' ? 'outbox.renewCallback' : 'outbox.renew')}</Button> : null}
        <Button size="small" onClick={() => { void resendOp(seq); }} data-testid="op-resend">{t('outbox.resend')}</Button>
        {isTheirs ? null : <LetGo seq={seq} kind={kind} words={words} label={t('settings.sync.discard')} />}
      </p>
    </div>
  );
}

/** One thing this desktop has to send: what it is, how it stands, and when central would not, what can be done. */
export function OutboxLine({ row, nowMs, zone }: Props): ReactNode {
  const { t } = useTranslation();
  const { words, callback } = useOpWords(row.op, nowMs, zone);
  const faults = usePushFaults((state) => state.byOp[row.id] ?? 0);
  const isRefused = row.state === 'refused';
  return (
    <li className={isRefused ? 'set-op set-op-refused' : 'set-op'} data-testid="outbox-row" data-state={row.state} data-kind={row.op.kind}>
      <span className="set-soft">{formatTimeToSecond(row.addedAtMs, zone)}</span>
      <b>{t(`settings.op.${row.op.kind}`)}</b>
      <span className="set-cut" title={words}>{words}</span>
      {isRefused
        ? <span className="set-bad"><WarningFilled aria-hidden /> {t('settings.sync.refused', { reason: t(`words.refusal.${row.refusal ?? 'bad-op'}`) })}</span>
        : faults > 0 ? <span className="set-bad"><WarningFilled aria-hidden /> {t('settings.sync.faulted')}</span>
        : <span className="set-good"><CheckOutlined aria-hidden /> {t('settings.sync.waits')}</span>}
      {isRefused ? <Choices row={row} words={words} callback={callback} nowMs={nowMs} /> : null}
      {!isRefused && faults >= REPEATED_FAULTS && row.seq !== undefined ? (
        <div className="ob-more" data-testid="op-stuck">
          <p className="ob-why">{t('outbox.stuck', { count: faults })}</p>
          <p className="ob-buttons"><LetGo seq={row.seq} kind={t(`settings.op.${row.op.kind}`)} words={words} label={t('outbox.stopSending')} /></p>
        </div>
      ) : null}
    </li>
  );
}
